import { eq } from 'drizzle-orm';
import { batches } from '../schema/index.ts';
import type { Transaction } from '../store.ts';
import type { DeliveryAttempt } from './begin-attempt.ts';

/**
 * Locks the batch of an attempt. Null when the attempt is not the newest one of a delivery that waits: what it still
 * learns decides nothing then.
 */
export async function lockBatchOfAttempt(
  transaction: Transaction,
  { batchId, attempt }: Pick<DeliveryAttempt, 'batchId' | 'attempt'>,
): Promise<typeof batches.$inferSelect | null> {
  const [batch] = await transaction.select().from(batches).where(eq(batches.id, batchId)).for('update');
  return batch?.deliveryState === 'WAITING' && batch.deliveryAttempts === attempt ? batch : null;
}
