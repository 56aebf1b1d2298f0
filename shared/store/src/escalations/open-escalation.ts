import { type EscalationReason, escalationLifecycle } from '@lapwing/contracts';
import { and, eq, gte } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batches, escalations, replies } from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';
import { callNext, lastStep } from './call-next-lead.ts';
import { changeReason, goingEscalation } from './going-escalation.ts';

/**
 * Escalates a batch whose time to be answered has run out, whose delivery failed or whose message came back, and calls the first lead in the same
 * transaction. An escalation that somebody took over, or about which nobody more is called, is opened again: something new
 * failed. Of one that still calls, only the reason is changed. Does nothing where it is not due or was answered meanwhile.
 *
 * @param now the time it is
 * @returns whether somebody is called anew
 */
export function openEscalation(store: Pick<Store, 'db'>, batchId: string, now: Date): Promise<boolean> {
  return store.db.transaction(async (transaction) => {
    const [batch] = await transaction.select().from(batches).where(eq(batches.id, batchId)).for('update');
    if (!batch?.answerDueAt || batch.answerDueAt > now) return false;
    await transaction
      .update(batches)
      .set({ answerDueAt: null, changedAt: new Date() })
      .where(eq(batches.id, batchId));
    const reason = await reasonOf(transaction, batch);
    const going = await goingEscalation(transaction, batchId);
    if (going?.state === 'OPEN' && going.nextCallAt !== null) {
      await changeReason(transaction, null, going, reason);
      return false;
    }
    if (going) {
      await reopen(transaction, going, reason, now);
      return true;
    }
    const [escalation] = await transaction
      .insert(escalations)
      .values({ batchId, reason, openedAt: now, nextCallAt: now })
      .returning();
    if (!escalation) throw new Error('An insert returned no row');
    await writeAudit(transaction, {
      verb: 'ESCALATION_OPENED',
      actor: null,
      subjectKind: 'escalation',
      subjectId: escalation.id,
      details: { batchId, recipientId: batch.recipientId, reason },
    });
    await callNext(transaction, escalation, now);
    return true;
  });
}

/** Leads are called from the first one on again; who took it over before is in the audit log. */
async function reopen(
  transaction: Transaction,
  going: typeof escalations.$inferSelect,
  reason: EscalationReason,
  now: Date,
): Promise<void> {
  const callsBefore = await lastStep(transaction, going.id);
  const state = escalationLifecycle.next(going.state, 'REOPEN');
  await transaction
    .update(escalations)
    .set({ state, reason, callsBefore, nextCallAt: now, takenBy: null, takenAt: null })
    .where(eq(escalations.id, going.id));
  await writeAudit(transaction, {
    verb: 'ESCALATION_REOPENED',
    actor: null,
    subjectKind: 'escalation',
    subjectId: going.id,
    details: {
      batchId: going.batchId,
      from: going.state,
      takenBy: going.takenBy,
      before: going.reason,
      reason,
    },
  });
  await callNext(transaction, { ...going, callsBefore }, now);
}

async function reasonOf(
  transaction: Transaction,
  batch: typeof batches.$inferSelect,
): Promise<EscalationReason> {
  if (batch.state === 'SENT') return (await cameBack(transaction, batch)) ? 'CAME_BACK' : 'NO_ANSWER';
  if (batch.deliveryState === 'GIVEN_UP' && batch.deliveryError === 'DANGER_SINCE') return 'DANGER_SINCE';
  const notBuilt = batch.state === 'BUILDING' && batch.buildDueAt === null;
  return notBuilt || batch.deliveryState === 'GIVEN_UP' ? 'GIVEN_UP' : 'NOT_SENT';
}

/** Whether the mailbox said, since the batch was sent, that its message did not arrive. */
async function cameBack(
  transaction: Transaction,
  { id, sentAt }: Pick<typeof batches.$inferSelect, 'id' | 'sentAt'>,
): Promise<boolean> {
  const bounces = and(
    eq(replies.batchId, id),
    eq(replies.kind, 'BOUNCE'),
    sentAt === null ? undefined : gte(replies.recordedAt, sentAt),
  );
  return (await transaction.$count(replies, bounces)) > 0;
}
