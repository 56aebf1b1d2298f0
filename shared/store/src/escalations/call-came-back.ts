import { ANSWER_WITHIN_MS } from '@lapwing/contracts';
import { and, asc, eq, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { escalationCalls, type escalations } from '../schema/index.ts';
import type { Transaction } from '../store.ts';
import { callNext } from './call-next-lead.ts';
import { leadsToCall } from './leads-to-call.ts';
import { lockEscalation, showEscalationChanged } from './lock-escalation.ts';

/** Calls of which no message came back. */
export const notCameBack = sql`${escalationCalls.mailError} is distinct from 'CAME_BACK'`;

/**
 * The e-mail of a call came back: that is on record, it is not sent again, and where its lead is the one who is waited for, the
 * next one is called now. Where the e-mails to all leads came back, the next one is called at her usual time: dead addresses
 * make no storm. Locks the batch and the escalation.
 *
 * @param status that of RFC 3463, as `5.1.1`
 * @param now the time it is
 * @returns whether this is news; null where there is no such call
 */
export async function callCameBack(
  transaction: Transaction,
  callId: string,
  status: string | null,
  now: Date,
): Promise<boolean | null> {
  const its = eq(escalationCalls.id, callId);
  const [found] = await transaction
    .select({ escalationId: escalationCalls.escalationId })
    .from(escalationCalls)
    .where(its);
  if (!found) return null;
  const escalation = await lockEscalation(transaction, found.escalationId);
  const [call] = await transaction
    .update(escalationCalls)
    .set({ mailError: 'CAME_BACK', mailedAt: null, mailDueAt: null })
    .where(and(its, notCameBack))
    .returning();
  if (!call) return false;
  const { id: escalationId, batchId } = escalation;
  await writeAudit(transaction, {
    verb: 'ESCALATION_MAIL_CAME_BACK',
    actor: null,
    subjectKind: 'escalation',
    subjectId: escalationId,
    details: { batchId, step: call.step, personId: call.personId, status },
  });
  if (waitsFor(escalation, call) && (await mayReachSomebody(transaction, call)))
    await callNext(transaction, escalation, now);
  await showEscalationChanged(transaction, batchId);
  return true;
}

/** Whether it is this call's lead who has the time: not whoever was called since, nor the recipient of what was sent since. */
const waitsFor = (
  { state, nextCallAt }: Pick<typeof escalations.$inferSelect, 'state' | 'nextCallAt'>,
  { calledAt }: Pick<typeof escalationCalls.$inferSelect, 'calledAt'>,
): boolean => state === 'OPEN' && nextCallAt?.getTime() === calledAt.getTime() + ANSWER_WITHIN_MS;

/** Whether this is the newest call, and there is a lead whose own newest e-mail about the escalation did not come back. */
async function mayReachSomebody(
  transaction: Transaction,
  { escalationId, step }: Pick<typeof escalationCalls.$inferSelect, 'escalationId' | 'step'>,
): Promise<boolean> {
  const calls = await transaction
    .select()
    .from(escalationCalls)
    .where(eq(escalationCalls.escalationId, escalationId))
    .orderBy(asc(escalationCalls.step));
  if (calls.at(-1)?.step !== step) return false;
  const newest = new Map(calls.map(({ personId, mailError }) => [personId, mailError]));
  return (await leadsToCall(transaction)).some(({ personId }) => newest.get(personId) !== 'CAME_BACK');
}
