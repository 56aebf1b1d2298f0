import { MAX_PHONE_ENTRIES } from '@lapwing/contracts';
import { and, eq, gt } from 'drizzle-orm';
import { hashToken } from '../identity/secret-token.ts';
import { Refusal } from '../refusal.ts';
import { people, phoneLinks } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/** The link of a token that still works; whoever it belongs to still works here, as an analyst. */
export async function findPhoneLink(db: Database | Transaction, token: string) {
  const query = db
    .select({ link: phoneLinks, roles: people.roles })
    .from(phoneLinks)
    .innerJoin(people, eq(people.id, phoneLinks.personId))
    .where(
      and(
        eq(phoneLinks.tokenHash, hashToken(token)),
        gt(phoneLinks.expiresAt, new Date()),
        eq(people.active, true),
      ),
    );
  // Two entries at once take one place after the other.
  const [row] = await query.for('update', { of: phoneLinks });
  if (!row?.roles.includes('analyst'))
    throw new Refusal('not-found', 'This link does not work any more; show a new code in the panel');
  return { ...row.link, entriesLeft: MAX_PHONE_ENTRIES - row.link.entryIds.length };
}
