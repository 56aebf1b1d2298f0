import { standingOf } from '@lapwing/contracts';
import type { Store } from '../store.ts';
import { insertBatch } from './insert-batch.ts';
import { lockReady, recipientOfBatch } from './plan-batches.ts';
import { urgentOf } from './urgent-referrals.ts';

/**
 * Builds one referral about imminent danger alone, as the schedule of its recipient: not before law enforcement was told or a
 * lead wrote an override (rule 6), and not where somebody cancelled such a batch with it before. It waits for no run, no limit
 * and no other batch to the recipient, and locks nothing but the referral and its item. It sends nothing.
 *
 * @returns id of the batch; null where it is not, or no longer, to be built
 */
export function buildUrgent(
  store: Pick<Store, 'db'>,
  { recipientId, referralId }: { recipientId: string; referralId: string },
  now: Date,
): Promise<string | null> {
  return store.db.transaction(async (transaction) => {
    const recipient = await recipientOfBatch(transaction, recipientId, false);
    if (recipient.scheduleDueAt === null || standingOf(recipient, now) !== 'OPEN') return null;
    await lockReady(transaction, recipientId, [referralId]);
    const referralIds = await urgentOf(transaction, recipient, referralId);
    if (referralIds.length === 0) return null;
    const maker = { schedule: { plannedFor: null, version: recipient.version } };
    return insertBatch(transaction, maker, recipient, { imminent: true, referralIds }, now);
  });
}
