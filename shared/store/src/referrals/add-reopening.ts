import { type ReopeningReason, referralLifecycle } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { referrals, reopenings } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

/**
 * Opens a closed referral that is locked again, with its audit row; its outcomes stay. Refuses (`TransitionRefused`) one
 * that is not closed.
 *
 * @param otherItemId with OTHER_ADDRESS: what was flagged under the other address
 */
export async function addReopening(
  transaction: Transaction,
  actor: Actor,
  referral: Pick<typeof referrals.$inferSelect, 'id' | 'state'>,
  { reason, otherItemId, note }: { reason: ReopeningReason; otherItemId: string | null; note: string },
): Promise<void> {
  const state = referralLifecycle.next(referral.state, 'REOPEN');
  await transaction
    .insert(reopenings)
    .values({ referralId: referral.id, reason, otherItemId, note, reopenedBy: actor.personId });
  await transaction
    .update(referrals)
    .set({ state, changedAt: new Date() })
    .where(eq(referrals.id, referral.id));
  await writeAudit(transaction, {
    verb: 'REFERRAL_REOPENED',
    actor,
    subjectKind: 'referral',
    subjectId: referral.id,
    details: { reason, otherItemId },
  });
}
