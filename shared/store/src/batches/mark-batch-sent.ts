import {
  type BatchSentInput,
  type BatchView,
  batchLifecycle,
  CLOCK_SKEW_MS,
  recheckAfterSending,
  referralLifecycle,
} from '@lapwing/contracts';
import { and, eq, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { isHeld, isImminent } from '../referrals/law-enforcement-first.ts';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { batches, deliveries, items, referrals } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { batchView } from './batch-view.ts';
import { lockBatch, lockReferralsOfBatch } from './lock-batch.ts';

/**
 * Records that a person handed the batch over: it and its referrals are SENT, and cannot be sent again. Refused: a
 * time in the future or before the batch existed; a batch in which a child turned out to be in danger since it was
 * made, while law enforcement was not told (`law-enforcement-first`); and such a batch after that, since what it says
 * was fixed before the danger was known and imminent danger travels alone (`conflict`: cancel it and build anew).
 */
export function markBatchSent(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { batchId: string } & BatchSentInput,
): Promise<BatchView> {
  return store.db.transaction(async (transaction) => {
    const batch = await lockBatch(transaction, input.batchId);
    const sentAt = new Date(input.sentAt);
    const state = batchLifecycle.next(batch.state, 'SEND');
    if (sentAt.getTime() > Date.now() + CLOCK_SKEW_MS)
      throw fieldRefusal('/sentAt', 'in_future', 'The time of sending lies in the future');
    if (sentAt.getTime() < batch.createdAt.getTime() - CLOCK_SKEW_MS)
      throw fieldRefusal('/sentAt', 'before_batch', 'The time of sending lies before the batch was made');
    const inside = await lockReferralsOfBatch(transaction, batch.id);
    await refuseDangerSince(transaction, batch);
    const now = new Date();
    await transaction
      .update(batches)
      .set({ state, sentAt, sentBy: actor.personId, changedAt: now })
      .where(eq(batches.id, batch.id));
    await transaction
      .update(referrals)
      .set({
        state: referralLifecycle.next('BATCHED', 'SEND'),
        sentAt,
        recheckDueAt: recheckAfterSending(sentAt, batch.configuration.expectedResponseHours),
        changedAt: now,
      })
      .where(and(eq(referrals.batchId, batch.id), eq(referrals.state, 'BATCHED')));
    const [delivery] = await transaction
      .insert(deliveries)
      .values({
        batchId: batch.id,
        transport: batch.configuration.transport,
        personId: actor.personId,
        succeeded: true,
        reference: input.reference ?? '',
        deliveredAt: sentAt,
      })
      .returning({ id: deliveries.id });
    if (!delivery) throw new Error('An insert returned no row');
    await writeAudit(transaction, {
      verb: 'BATCH_SENT',
      actor,
      subjectKind: 'batch',
      subjectId: batch.id,
      details: {
        deliveryId: delivery.id,
        transport: batch.configuration.transport,
        sentAt: input.sentAt,
        referralIds: inside,
      },
    });
    return batchView(transaction, batch.id);
  });
}

async function refuseDangerSince(
  transaction: Transaction,
  { id: batchId, imminent }: { id: string; imminent: boolean },
): Promise<void> {
  const itemIds = transaction
    .select({ id: referrals.itemId })
    .from(referrals)
    .where(eq(referrals.batchId, batchId));
  await transaction
    .select({ id: items.id })
    .from(items)
    .where(inArray(items.id, itemIds))
    .orderBy(items.id)
    .for('share');
  const inDanger = await transaction
    .select({ held: isHeld })
    .from(referrals)
    .innerJoin(items, eq(items.id, referrals.itemId))
    .where(and(eq(referrals.batchId, batchId), isImminent));
  if (inDanger.some(({ held }) => held)) {
    throw new Refusal(
      'law-enforcement-first',
      'A child may be in danger now in one of these: tell law enforcement first, or ask a lead for an override',
    );
  }
  if (!imminent && inDanger.length > 0) {
    throw new Refusal(
      'conflict',
      'Since this batch was made, one of its items was flagged as imminent danger, which travels alone: cancel it and build anew',
    );
  }
}
