import { outcomeOfFinding, recheckFindings } from '@lapwing/contracts';
import { and, count, eq, inArray, max } from 'drizzle-orm';
import { rechecks } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/** Findings that say that it is no longer to be seen as it was. */
const goneFindings = recheckFindings.filter((finding) => outcomeOfFinding[finding] !== null);

/** Whether an analyst has seen it gone or restricted already. */
export async function seenGoneBefore(transaction: Transaction, referralId: string): Promise<boolean> {
  const seen = and(eq(rechecks.referralId, referralId), inArray(rechecks.finding, goneFindings));
  return (await transaction.$count(rechecks, seen)) > 0;
}

/** How often a referral was looked at, and when last, or null. */
export async function looksBefore(
  transaction: Transaction,
  referralId: string,
): Promise<{ looks: number; lastAt: Date | null }> {
  const [row] = await transaction
    .select({ looks: count(), lastAt: max(rechecks.seenAt) })
    .from(rechecks)
    .where(eq(rechecks.referralId, referralId));
  return { looks: row?.looks ?? 0, lastAt: row?.lastAt ?? null };
}
