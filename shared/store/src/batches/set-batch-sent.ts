import {
  batchLifecycle,
  deliveryLifecycle,
  recheckAfterSending,
  referralLifecycle,
  type Transport,
} from '@lapwing/contracts';
import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { answerDue } from '../escalations/answer-due.ts';
import { endWaitingForAnswer, waitForAnswerNow } from '../escalations/end-escalation.ts';
import { batches, corrections, deliveries, referrals } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

/** How a batch reached its recipient. */
export interface HandedOver {
  actor: Actor;
  transport: Transport;
  /** Null where a person handed it over. */
  destination: string | null;
  /** What the recipient calls it; empty where it did not say. */
  reference: string;
  /** Status of HTTP. */
  status: number | null;
  sentAt: Date;
}

/**
 * A locked batch and its referrals are SENT, and cannot be sent again; the delivery and what left are on record.
 * `inside` are its referrals, locked too. The caller has asked whether it may be sent.
 */
export async function setBatchSent(
  transaction: Transaction,
  batch: typeof batches.$inferSelect,
  inside: readonly string[],
  { actor, transport, destination, reference, status, sentAt }: HandedOver,
): Promise<void> {
  const now = new Date();
  const delivered =
    destination === null
      ? // By hand: counted from then. A delivery is counted from when it was asked for.
        { answerDueAt: answerDue(batch, sentAt) }
      : {
          deliveryState: deliveryLifecycle.next(batch.deliveryState, 'ARRIVE'),
          deliveryDueAt: null,
          deliveryError: null,
          mayHaveArrived: false,
        };
  await transaction
    .update(batches)
    .set({
      state: batchLifecycle.next(batch.state, 'SEND'),
      sentAt,
      sentBy: actor.personId,
      changedAt: now,
      ...delivered,
    })
    .where(eq(batches.id, batch.id));
  await transaction
    .update(referrals)
    .set({
      state: referralLifecycle.next('BATCHED', 'SEND'),
      sentAt,
      // Nobody looks again for a correction: the look at the first referral goes on.
      recheckDueAt: sql`case when ${referrals.relatesTo} is null then ${recheckAfterSending(sentAt, batch.configuration.expectedResponseHours).toISOString()}::timestamptz end`,
      changedAt: now,
    })
    .where(and(eq(referrals.batchId, batch.id), eq(referrals.state, 'BATCHED')));
  await waitForAnswerNow(transaction, actor, batch, sentAt);
  await closeTakenBack(transaction, actor, batch.id, now);
  const [delivery] = await transaction
    .insert(deliveries)
    .values({
      batchId: batch.id,
      transport,
      personId: actor.personId,
      succeeded: true,
      reference,
      destination,
      status,
      deliveredAt: sentAt,
    })
    .returning({ id: deliveries.id });
  if (!delivery) throw new Error('An insert returned no row');
  const { fields, formats, tlp } = batch.configuration;
  await writeAudit(transaction, {
    verb: 'BATCH_SENT',
    actor,
    subjectKind: 'batch',
    subjectId: batch.id,
    details: {
      deliveryId: delivery.id,
      transport,
      destination,
      sentAt: sentAt.toISOString(),
      referralIds: inside,
      fields,
      formats,
      tlp,
    },
  });
}

/** What a batch takes back is closed: nobody looks again for it, and nobody is called about it or what corrected it. */
async function closeTakenBack(
  transaction: Transaction,
  actor: Actor,
  batchId: string,
  now: Date,
): Promise<void> {
  const takenBack = await transaction
    .select({ id: referrals.relatesTo })
    .from(referrals)
    .innerJoin(corrections, eq(corrections.referralId, referrals.id))
    .where(and(eq(referrals.batchId, batchId), eq(corrections.relation, 'RETRACTION')));
  const ids = takenBack.flatMap(({ id }) => id ?? []);
  if (ids.length === 0) return;
  const found = await transaction
    .select({ id: referrals.id, state: referrals.state })
    .from(referrals)
    .where(inArray(referrals.id, ids))
    .orderBy(referrals.id)
    .for('update');
  for (const { id, state } of found)
    await transaction
      .update(referrals)
      .set({
        state: referralLifecycle.next(state, 'RETRACT'),
        recheckDueAt: null,
        takenBackAt: now,
        changedAt: now,
      })
      .where(eq(referrals.id, id));
  const urgent = await transaction
    .selectDistinct({ id: batches.id })
    .from(referrals)
    .innerJoin(batches, eq(batches.id, referrals.batchId))
    .where(and(batches.imminent, or(inArray(referrals.id, ids), inArray(referrals.relatesTo, ids))))
    .orderBy(batches.id);
  for (const { id } of urgent)
    if (id !== batchId) await endWaitingForAnswer(transaction, actor, id, 'TAKEN_BACK');
}
