import { findPhoneNumbersInText } from 'libphonenumber-js';
import { z } from 'zod';
import { latinSchoolKinds } from './school-kinds.ts';
import { hasThaiIdChecksum } from './thai-id.ts';

export const personalDataKinds = ['EMAIL', 'PHONE', 'NATIONAL_ID', 'NAME', 'SCHOOL'] as const;
export const PersonalDataKind = z.enum(personalDataKinds);
export type PersonalDataKind = z.infer<typeof PersonalDataKind>;

/** What may tell who somebody is: `text` is what stands between the two offsets (UTF-16 code units). */
export interface PersonalData {
  kind: PersonalDataKind;
  start: number;
  end: number;
  text: string;
}

/** A piece of a text, by its offsets (UTF-16 code units). */
export type Place = Pick<PersonalData, 'start' | 'end'>;

const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** Thirteen digits, as they stand on a Thai identity card (1-2345-67890-12-3) or without what is between them. */
const thaiId = /(?<!\d)\d([ -]?)\d{4}\1\d{5}\1\d{2}\1\d(?!\d)/g;

/** A date is no telephone number, though it can be dialled. */
const date = /^\d{4}-\d{2}-\d{2}$/;

const thaiWord = '[\\u0E01-\\u0E3A\\u0E40-\\u0E4E]';
const latinName = "\\p{Lu}[\\p{L}\\u2019'-]+";
/** What a name is said with; without such a word no program can tell a name from any other word. */
const names = [
  // Shortened titles have nothing but a name after them.
  `(?:ด\\.\\s?[ชญ]\\.|น\\.\\s?ส\\.)\\s*${thaiWord}{2,}(?: ${thaiWord}{3,})?`,
  // The whole titles are words like others, unless a first name and a family name follow.
  `(?:เด็กชาย|เด็กหญิง|นางสาว|นาย|นาง)\\s?(?!อายุ|หน้า|จ้าง|ก|ทุน|แบบ|เอก|ฟ้า|ร้าย)${thaiWord}{2,} ${thaiWord}{3,}`,
  `ชื่อ(?:จริง|เล่น)(?:ว่า|คือ)?\\s*${thaiWord}{2,}`,
  `(?<!\\p{L})(?:Mrs?|Ms|Miss|Dr|Khun)\\.?\\s+${latinName}(?: ${latinName})?`,
  // Ranks of the police; the short ones with a full stop, without which some are words.
  `(?<![\\u0E01-\\u0E4E.])(?:พล\\.ต|พ\\.ต|ร\\.ต|ด\\.ต|จ\\.ส\\.ต|ส\\.ต)\\.(?:\\s?[อทต]\\.)?\\s*(?:หญิง\\s?)?${thaiWord}{2,}(?: ${thaiWord}{3,})?`,
  `(?<!\\p{L})(?:(?:Pol|Lt|Col|Maj|Capt|Sgt|Cpl|Insp|Supt|Det)\\.\\s?|(?:Lieutenant|Sergeant|Inspector|Superintendent|Detective|Constable) (?!General))+${latinName}(?: ${latinName})?`,
  `(?<=(?<!\\p{L})(?:named|called|(?:[Rr]eal|[Ff]ull|[Ff]irst|[Ll]ast)? ?name is)\\s+)${latinName}(?: ${latinName})*`,
].map((source) => new RegExp(source, 'gu'));

/** Words that make no name of a school: what kind it is, or which. */
const anySchool =
  'The|A|An|At|In|Of|This|That|Her|His|Their|My|High|Primary|Secondary|Elementary|Middle|Public|Private|International|Boarding|Night|Old|New|After';
const schoolPatterns = [
  `โรงเรียน(?!แห่ง|ใน|ของ|ประถม|มัธยม|นี้|นั้น|เดียว|เดิม|และ|หรือ|เพื่อ|ที่|จะ|ให้|ไป|มา)${thaiWord}{3,}`,
  `ร\\.ร\\.\\s*${thaiWord}{3,}`,
  `(?<!\\p{L})(?!(?:${anySchool})\\b)${latinName}(?: (?:${latinName}))* (?:${latinSchoolKinds})(?!\\p{L})`,
].map((source) => new RegExp(source, 'gu'));

/**
 * Personal data in a text of ours that will leave the organisation, in order and never overlapping: addresses of e-mail,
 * telephone numbers (international, and as they are written in Thailand), Thai national ids whose check digit is right,
 * names that are said with a title, a rank of the police or as a name, and names of schools. It misses what nothing in the text gives away,
 * and marks some words that are harmless: a person has to look at each.
 *
 * @param schools where the text names a school of the organisation's list (`findSchools`)
 */
export function findPersonalData(text: string, schools: readonly Place[] = []): PersonalData[] {
  const digits = text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50));
  const at = (kind: PersonalDataKind, start: number, end: number): PersonalData => ({
    kind,
    start,
    end,
    text: text.slice(start, end),
  });
  const matches = (kind: PersonalDataKind, pattern: RegExp, where: string) =>
    [...where.matchAll(pattern)].map((match) => at(kind, match.index, match.index + match[0].length));
  const found = [
    ...matches('EMAIL', email, text),
    ...matches('NATIONAL_ID', thaiId, digits).filter(({ start, end }) =>
      hasThaiIdChecksum(digits.slice(start, end).replace(/\D/g, '')),
    ),
    ...findPhoneNumbersInText(digits, 'TH')
      .map(({ startsAt, endsAt }) => at('PHONE', startsAt, endsAt))
      .filter((phone) => !date.test(phone.text)),
    ...names.flatMap((pattern) => matches('NAME', pattern, text)),
    ...schoolPatterns.flatMap((pattern) => matches('SCHOOL', pattern, text)),
    ...schools.map(({ start, end }) => at('SCHOOL', start, end)),
  ];
  const inOrder = found.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: PersonalData[] = [];
  for (const one of inOrder) {
    if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
  }
  return kept;
}

/** What nobody has said yet must leave. */
export function unconfirmed(
  text: string,
  confirmed: readonly string[],
  schools: readonly Place[] = [],
): PersonalData[] {
  return findPersonalData(text, schools).filter((found) => !confirmed.includes(found.text));
}
