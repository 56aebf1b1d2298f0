import type { FieldError, RecipientInput } from '@lapwing/contracts';
import { and, eq, inArray } from 'drizzle-orm';
import { people } from '../schema/index.ts';
import type { Transaction } from '../store.ts';
import { readPublicKey } from './read-public-key.ts';

/**
 * What is wrong with a recipient's settings and only shows beside the rest of the world: a public key that cannot be used,
 * senders who are not there, and one that is switched on while nobody knows whom to reach.
 *
 * @param before the recipient as it is, null for a new one
 * @returns the faults, each with its pointer into the recipient
 */
export async function findRecipientFaults(
  transaction: Transaction,
  input: RecipientInput,
  before: Pick<RecipientInput, 'active' | 'configuration'> | null,
): Promise<FieldError[]> {
  const { contacts, publicKey, senders } = input.configuration;
  const faults = await findUnknownSenders(transaction, senders.people);
  // A key that expired since it was saved does not stand in the way of correcting a phone number.
  if (publicKey !== '' && publicKey !== before?.configuration.publicKey) {
    const { fault } = await readPublicKey(publicKey, new Date());
    if (fault) faults.push({ pointer: '/configuration/publicKey', ...fault });
  }
  if (input.active && before?.active !== true && contacts.length === 0) {
    const detail = 'Before it is switched on, say whom to reach there';
    faults.push({ pointer: '/configuration/contacts', code: 'contact_missing', detail });
  }
  return faults;
}

async function findUnknownSenders(
  transaction: Transaction,
  pseudonyms: readonly string[],
): Promise<FieldError[]> {
  if (pseudonyms.length === 0) return [];
  const rows = await transaction
    .select({ pseudonym: people.pseudonym, roles: people.roles })
    .from(people)
    .where(and(eq(people.active, true), inArray(people.pseudonym, [...pseudonyms])));
  const referrers = new Set(
    rows.filter(({ roles }) => roles.includes('referrer')).map(({ pseudonym }) => pseudonym),
  );
  return pseudonyms.flatMap((pseudonym, index) =>
    referrers.has(pseudonym)
      ? []
      : [
          {
            pointer: `/configuration/senders/people/${index}`,
            code: 'unknown_sender',
            detail: 'No active referrer appears under this name',
          },
        ],
  );
}
