import { and, eq, gt, isNull } from 'drizzle-orm';
import { hashToken } from '../identity/secret-token.ts';
import { Refusal } from '../refusal.ts';
import { invitations, people } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';
import { FIRST_ADMIN_EMAIL } from './ensure-first-admin-link.ts';

/** The person behind a one-time link that still works. `needsDetails`: name and address are hers to give. */
export interface FoundInvitation {
  invitationId: string;
  person: typeof people.$inferSelect;
  needsDetails: boolean;
}

/** @throws Refusal `not-found` for a link that never was, was used, was replaced, or ran out: they look the same */
export async function findInvitation(db: Database | Transaction, token: string): Promise<FoundInvitation> {
  const [row] = await db
    .select({ invitationId: invitations.id, person: people })
    .from(invitations)
    .innerJoin(people, eq(people.id, invitations.personId))
    .where(
      and(
        eq(invitations.tokenHash, hashToken(token)),
        isNull(invitations.usedAt),
        gt(invitations.expiresAt, new Date()),
        eq(people.active, true),
      ),
    )
    // The person first: whoever deactivates her or sends another link locks in this order.
    .for('update', { of: [people, invitations] });
  if (!row) throw new Refusal('not-found', 'This link does not work any more; ask an admin for a new one');
  return {
    ...row,
    needsDetails: row.person.joinedAt === null && row.person.email === FIRST_ADMIN_EMAIL,
  };
}
