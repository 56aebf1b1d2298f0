import {
  type PersonalData,
  type Place,
  unconfirmed,
} from '@lapwing/contracts/personal-data/find-personal-data';
import { schoolsNamed } from '../personal-data/schools-named.ts';
import { Refusal } from '../refusal.ts';
import { people } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/**
 * The words of a confirmation leave the organisation. Refused (`invalid-request`, each finding with its offsets): the name
 * of anybody who works here, which never leaves (rule 8), and personal data that the reviewer has not confirmed.
 * What was found is not repeated in the problem. `pointer` is the field that has the words.
 */
export async function refusePersonalData(
  transaction: Transaction,
  explanation: string,
  confirmed: readonly string[],
  pointer = '/explanation',
): Promise<void> {
  const named = await colleaguesNamed(transaction, explanation);
  if (named.length > 0) {
    throw new Refusal(
      'invalid-request',
      'The explanation names somebody who works here, and nobody who works here is named outside',
      named.map((place) => ({
        pointer,
        code: 'names_a_colleague',
        detail: `Somebody who works here is named at ${offsets(place)}`,
      })),
    );
  }
  const found = unconfirmed(explanation, confirmed, await schoolsNamed(transaction, explanation));
  if (found.length > 0) {
    throw new Refusal(
      'invalid-request',
      'The explanation has personal data: take it out, or confirm that it must leave',
      found.map((one) => ({
        pointer,
        code: 'personal_data',
        detail: `${what[one.kind]} at ${offsets(one)}`,
      })),
    );
  }
}

/** Where a text names anybody who works here (rule 8). */
export async function colleaguesNamed(db: Database | Transaction, text: string): Promise<Place[]> {
  const staff = await db.select({ name: people.name }).from(people);
  return staff.flatMap(({ name }) => placesOf(name, text));
}

const what: Record<PersonalData['kind'], string> = {
  EMAIL: 'An e-mail address',
  PHONE: 'A telephone number',
  NATIONAL_ID: 'A national id',
  NAME: 'A name',
  SCHOOL: 'The name of a school',
};

const offsets = ({ start, end }: Place): string => `characters ${start + 1} to ${end}`;

const letter = '[\\p{L}\\p{M}\\p{N}]';
const noLetter = '[^\\p{L}\\p{M}\\p{N}]';

/**
 * Where a whole name stands, in whatever case and with anything but letters between its parts. Thai is written without
 * spaces between words, so that a Thai name may touch others. A name of one part may be a word like others ("May",
 * "นิด"), and is not looked for: it would forbid that word to everybody.
 */
function placesOf(name: string, text: string): Place[] {
  const parts = name.match(new RegExp(`${letter}+`, 'gu')) ?? [];
  const [first, last] = [parts.at(0), parts.at(-1)];
  if (first === undefined || last === undefined || parts.length < 2) return [];
  const before = /^\p{Script=Thai}/u.test(first) ? '' : `(?<!${letter})`;
  const after = /\p{Script=Thai}$/u.test(last) ? '' : `(?!${letter})`;
  const pattern = new RegExp(`${before}${parts.join(`${noLetter}+`)}${after}`, 'giu');
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
