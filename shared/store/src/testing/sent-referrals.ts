import { batchWorksheet } from '../batches/batch-worksheet.ts';
import { createBatches } from '../batches/create-batches.ts';
import { finishBatch } from '../batches/finish-batch.ts';
import { getBatch } from '../batches/get-batch.ts';
import { markBatchSent } from '../batches/mark-batch-sent.ts';
import { releaseBatch } from '../batches/release-batch.ts';
import type { Actor, Store } from '../store.ts';
import { readyForGoogle, recipientBySlug } from './ready-referrals.ts';
import { addPerson, freshKey } from './workspace.ts';

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
    const { secondLook } = await getBatch(store, batchId);
    if (secondLook !== null) await lookAndRelease(store, batchId);
    await markBatchSent(store, referrer, { batchId, sentAt: new Date().toISOString(), reference });
  }
}

/** A second referrer looks at a built batch that waits for that, and releases it. */
export async function lookAndRelease(store: Store, batchId: string): Promise<void> {
  const second = await addPerson(store, ['referrer'], 'Second referrer');
  await batchWorksheet(store, second, batchId, 'Plover Foundation');
  await releaseBatch(store, second, batchId);
}
