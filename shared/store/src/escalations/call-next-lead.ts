import { ANSWER_WITHIN_MS, ROUNDS_OF_CALLS } from '@lapwing/contracts';
import { desc, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { escalationCalls, escalations } from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';
import { leadsToCall } from './leads-to-call.ts';
import { lockEscalation, showEscalationChanged } from './lock-escalation.ts';

/** How soon is looked again for somebody to call, where there is no lead. */
const NOBODY_THERE_MS = 60_000;

/**
 * Calls the next lead about an escalation whose time has come. Does nothing where somebody took it over, or where
 * another process called her already.
 *
 * @param now the time it is
 * @returns whether somebody was called
 */
export function callNextLead(store: Pick<Store, 'db'>, escalationId: string, now: Date): Promise<boolean> {
  return store.db.transaction(async (transaction) => {
    const escalation = await lockEscalation(transaction, escalationId);
    if (escalation.nextCallAt === null || escalation.nextCallAt > now) return false;
    const called = await callNext(transaction, escalation, now);
    await showEscalationChanged(transaction, escalation.batchId);
    return called;
  });
}

/** Calls the next lead in order about a locked escalation: her call is on record, and an e-mail to her due. */
export async function callNext(
  transaction: Transaction,
  {
    id: escalationId,
    batchId,
    callsBefore,
  }: Pick<typeof escalations.$inferSelect, 'id' | 'batchId' | 'callsBefore'>,
  now: Date,
): Promise<boolean> {
  const leads = await leadsToCall(transaction);
  const step = (await lastStep(transaction, escalationId)) + 1;
  const lead = leads[(step - callsBefore - 1) % leads.length];
  const isLast = lead !== undefined && step - callsBefore >= leads.length * ROUNDS_OF_CALLS;
  const pause = lead === undefined ? NOBODY_THERE_MS : ANSWER_WITHIN_MS;
  await transaction
    .update(escalations)
    .set({ nextCallAt: isLast ? null : new Date(now.getTime() + pause) })
    .where(eq(escalations.id, escalationId));
  if (lead === undefined) return false;
  await transaction
    .insert(escalationCalls)
    .values({ escalationId, step, personId: lead.personId, calledAt: now, mailDueAt: now });
  await writeAudit(transaction, {
    verb: 'ESCALATION_CALLED',
    actor: null,
    subjectKind: 'escalation',
    subjectId: escalationId,
    details: { batchId, step, personId: lead.personId },
  });
  return true;
}

/** The last step of calls about an escalation that is locked; 0 while nobody was called. */
export async function lastStep(transaction: Transaction, escalationId: string): Promise<number> {
  const [last] = await transaction
    .select({ step: escalationCalls.step })
    .from(escalationCalls)
    .where(eq(escalationCalls.escalationId, escalationId))
    .orderBy(desc(escalationCalls.step))
    .limit(1);
  return last?.step ?? 0;
}
