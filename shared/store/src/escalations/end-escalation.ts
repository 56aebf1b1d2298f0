import { type EscalationEnding, escalationLifecycle } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batches, escalationCalls, escalations } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';
import { answerDue } from './answer-due.ts';
import { changeReason, goingEscalation } from './going-escalation.ts';

/** An escalation that is locked is settled: nobody more is called, and no e-mail about it is sent any more. */
export async function endEscalation(
  transaction: Transaction,
  actor: Actor,
  escalation: Pick<typeof escalations.$inferSelect, 'id' | 'batchId' | 'state'>,
  { ending, done = '' }: { ending: EscalationEnding; done?: string },
): Promise<void> {
  await transaction
    .update(escalations)
    .set({
      state: escalationLifecycle.next(escalation.state, 'SETTLE'),
      nextCallAt: null,
      ending,
      done,
      settledBy: actor.personId,
      settledAt: new Date(),
    })
    .where(eq(escalations.id, escalation.id));
  await stopMails(transaction, escalation.id);
  await writeAudit(transaction, {
    verb: 'ESCALATION_SETTLED',
    actor,
    subjectKind: 'escalation',
    subjectId: escalation.id,
    details: { batchId: escalation.batchId, from: escalation.state, ending },
  });
}

/** E-mails about an escalation that were not sent yet are not sent any more. */
export async function stopMails(transaction: Transaction, escalationId: string): Promise<void> {
  await transaction
    .update(escalationCalls)
    .set({ mailDueAt: null })
    .where(eq(escalationCalls.escalationId, escalationId));
}

/**
 * A batch waits for no answer any more; an escalation of it that goes on is settled. Locks the batch. One that is not of
 * imminent danger was stopped because danger was named since: no answer about another of its referrals ends that.
 */
export async function endWaitingForAnswer(
  transaction: Transaction,
  actor: Actor,
  batchId: string,
  ending: EscalationEnding,
): Promise<void> {
  const [batch] = await transaction
    .select({ imminent: batches.imminent })
    .from(batches)
    .where(eq(batches.id, batchId))
    .for('update');
  if (!batch || (!batch.imminent && ending === 'ANSWERED')) return;
  await transaction
    .update(batches)
    .set({ answerDueAt: null, changedAt: new Date() })
    .where(eq(batches.id, batchId));
  const going = await goingEscalation(transaction, batchId);
  if (going) await endEscalation(transaction, actor, going, { ending });
}

/**
 * A locked batch of imminent danger was sent: an escalation of it says that the recipient has not answered yet, and the next
 * lead is called when the answer is due and not before. Where nobody is called any more, it is opened again then.
 */
export async function waitForAnswerNow(
  transaction: Transaction,
  actor: Actor,
  batch: Pick<typeof batches.$inferSelect, 'id' | 'imminent'>,
  sentAt: Date,
): Promise<void> {
  if (!batch.imminent) return;
  const going = await goingEscalation(transaction, batch.id);
  if (!going) return;
  await changeReason(transaction, actor, going, 'NO_ANSWER');
  if (going.nextCallAt === null) return;
  await transaction
    .update(escalations)
    .set({ nextCallAt: answerDue(batch, sentAt) })
    .where(eq(escalations.id, going.id));
}
