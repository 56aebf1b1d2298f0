import { and, eq, inArray } from 'drizzle-orm';
import { corrections, referrals } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/** Whether a retraction of a referral was sent: whatever is heard or seen of it later, it stays closed. */
export async function isTakenBack(transaction: Transaction, referralId: string): Promise<boolean> {
  const [retraction] = await transaction
    .select({ id: referrals.id })
    .from(referrals)
    .innerJoin(corrections, eq(corrections.referralId, referrals.id))
    .where(
      and(
        eq(referrals.relatesTo, referralId),
        eq(corrections.relation, 'RETRACTION'),
        inArray(referrals.state, ['SENT', 'CLOSED']),
      ),
    )
    .limit(1);
  return retraction !== undefined;
}
