import { eq } from 'drizzle-orm';
import { lockReferralsOfBatch } from '../batches/lock-batch.ts';
import { setBatchSent } from '../batches/set-batch-sent.ts';
import { recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';
import type { DeliveryAttempt } from './begin-attempt.ts';
import { lockBatchOfAttempt } from './lock-batch-of-attempt.ts';

/**
 * The recipient's server said that it has the batch: it is SENT, in the name of who asked for it, as if she had handed
 * it over herself. Nothing can refuse that any more. Does nothing when the attempt is not the newest one of its batch.
 *
 * @returns whether it was recorded now
 */
export function recordArrival(
  store: Pick<Store, 'db'>,
  attempt: Pick<DeliveryAttempt, 'batchId' | 'attempt' | 'destination' | 'target' | 'actor'>,
  answer: { reference: string; status: number | null },
): Promise<boolean> {
  return store.db.transaction(async (transaction) => {
    const batch = await lockBatchOfAttempt(transaction, attempt);
    if (batch === null) return false;
    const inside = await lockReferralsOfBatch(transaction, batch.id);
    await setBatchSent(transaction, batch, inside, {
      actor: attempt.actor,
      transport: attempt.target.kind,
      destination: attempt.destination,
      ...answer,
      sentAt: new Date(),
    });
    await transaction
      .update(recipients)
      .set({ failedInARow: 0, pausedUntil: null })
      .where(eq(recipients.id, batch.recipientId));
    return true;
  });
}
