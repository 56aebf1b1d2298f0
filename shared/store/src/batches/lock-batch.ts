import { asc, eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { batches, referrals } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/** The batch, locked until the transaction ends: taken before its referrals and their items. Refused: `not-found`. */
export async function lockBatch(transaction: Transaction, batchId: string) {
  const [batch] = await transaction.select().from(batches).where(eq(batches.id, batchId)).for('update');
  if (!batch) throw new Refusal('not-found', 'There is no such batch');
  return batch;
}

/** Locks the referrals of a batch and gives their ids in the order of the envelope. */
export async function lockReferralsOfBatch(transaction: Transaction, batchId: string): Promise<string[]> {
  const inside = await transaction
    .select({ id: referrals.id, position: referrals.batchPosition })
    .from(referrals)
    .where(eq(referrals.batchId, batchId))
    .orderBy(asc(referrals.id))
    .for('update');
  return inside.sort((a, b) => (a.position ?? 0) - (b.position ?? 0)).map(({ id }) => id);
}
