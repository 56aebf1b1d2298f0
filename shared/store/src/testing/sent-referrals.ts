import { createBatches } from '../batches/create-batches.ts';
import { finishBatch } from '../batches/finish-batch.ts';
import { markBatchSent } from '../batches/mark-batch-sent.ts';
import type { Actor, Store } from '../store.ts';
import { readyForGoogle, recipientBySlug } from './ready-referrals.ts';
import { freshKey } from './workspace.ts';

/**
 * Referrals to Google that were sent, in one batch.
 *
 * @param reference the recipient's own number for the batch
 */
export async function sentToGoogle(
  store: Store,
  referrer: Actor,
  count: number,
  reference = '',
): Promise<string[]> {
  const referralIds = await readyForGoogle(store, count);
  await sendToGoogle(store, referrer, referralIds, reference);
  return referralIds;
}

/** Sends referrals to Google that are ready, in one batch. */
export async function sendToGoogle(
  store: Store,
  referrer: Actor,
  referralIds: string[],
  reference = '',
): Promise<void> {
  const recipientId = await recipientBySlug(store, 'google');
  const key = { idempotencyKey: freshKey() };
  const made = await createBatches(store, referrer, { recipientId, referralIds }, key);
  for (const { batchId } of made) {
    await finishBatch(store, batchId, []);
    await markBatchSent(store, referrer, { batchId, sentAt: new Date().toISOString(), reference });
  }
}
