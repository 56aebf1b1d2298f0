import { type BatchSentInput, type BatchView, batchLifecycle, CLOCK_SKEW_MS } from '@lapwing/contracts';
import { resolveLettersOfBatch } from '../dead-letters/resolve-letters-of-batch.ts';
import { fieldRefusal } from '../refusal.ts';
import type { Actor, Store } from '../store.ts';
import { batchView } from './batch-view.ts';
import { lockBatch } from './lock-batch.ts';
import { refuseOnItsWay } from './refuse-on-its-way.ts';
import { refuseSending } from './refuse-sending.ts';
import { setBatchSent } from './set-batch-sent.ts';

/**
 * Records that a person handed the batch over: it and its referrals are SENT, and cannot be sent again. Refused: a
 * time in the future or before the batch existed; what {@link refuseSending} refuses; a batch that Lapwing itself is
 * delivering (`conflict`).
 */
export function markBatchSent(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { batchId: string } & BatchSentInput,
): Promise<BatchView> {
  return store.db.transaction(async (transaction) => {
    const batch = await lockBatch(transaction, input.batchId);
    const sentAt = new Date(input.sentAt);
    batchLifecycle.next(batch.state, 'SEND');
    refuseOnItsWay(batch);
    if (sentAt.getTime() > Date.now() + CLOCK_SKEW_MS)
      throw fieldRefusal('/sentAt', 'in_future', 'The time of sending lies in the future');
    if (sentAt.getTime() < batch.createdAt.getTime() - CLOCK_SKEW_MS)
      throw fieldRefusal('/sentAt', 'before_batch', 'The time of sending lies before the batch was made');
    const inside = await refuseSending(transaction, actor, batch, { onRecord: true });
    await setBatchSent(transaction, batch, inside, {
      actor,
      transport: 'DOWNLOAD',
      destination: null,
      reference: input.reference ?? '',
      status: null,
      sentAt,
    });
    await resolveLettersOfBatch(transaction, actor, batch.id, 'BATCH_SENT');
    return batchView(transaction, batch.id);
  });
}
