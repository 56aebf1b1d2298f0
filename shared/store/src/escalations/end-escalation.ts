import { type EscalationEnding, escalationLifecycle } from '@lapwing/contracts';
import { and, eq, ne } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batches, escalationCalls, escalations } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

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

/** A batch waits for no answer any more; an escalation of it that goes on is settled. Locks the batch. */
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
  if (!batch?.imminent) return;
  await transaction
    .update(batches)
    .set({ answerDueAt: null, changedAt: new Date() })
    .where(eq(batches.id, batchId));
  const [going] = await transaction
    .select()
    .from(escalations)
    .where(and(eq(escalations.batchId, batchId), ne(escalations.state, 'SETTLED')))
    .for('update');
  if (going) await endEscalation(transaction, actor, going, { ending });
}
