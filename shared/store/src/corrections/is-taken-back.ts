import { and, eq, isNotNull } from 'drizzle-orm';
import { referrals } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/** Whether a retraction of a referral was sent: whatever is heard or seen of it later, it stays closed. */
export async function isTakenBack(transaction: Transaction, referralId: string): Promise<boolean> {
  const takenBack = and(eq(referrals.id, referralId), isNotNull(referrals.takenBackAt));
  return (await transaction.$count(referrals, takenBack)) > 0;
}
