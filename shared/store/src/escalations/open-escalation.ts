import type { EscalationReason } from '@lapwing/contracts';
import { and, eq, ne } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batches, escalations } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { callNext } from './call-next-lead.ts';

/**
 * Escalates a batch of imminent danger whose time to be answered has run out, and calls the first lead in the same
 * transaction. Does nothing where it is not due, was answered meanwhile, or is escalated already.
 *
 * @param now the time it is
 * @returns whether it is escalated now
 */
export function openEscalation(store: Pick<Store, 'db'>, batchId: string, now: Date): Promise<boolean> {
  return store.db.transaction(async (transaction) => {
    const [batch] = await transaction.select().from(batches).where(eq(batches.id, batchId)).for('update');
    if (!batch?.answerDueAt || batch.answerDueAt > now) return false;
    await transaction
      .update(batches)
      .set({ answerDueAt: null, changedAt: new Date() })
      .where(eq(batches.id, batchId));
    const going = and(eq(escalations.batchId, batchId), ne(escalations.state, 'SETTLED'));
    if ((await transaction.$count(escalations, going)) > 0) return false;
    const reason = reasonOf(batch);
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

function reasonOf(batch: typeof batches.$inferSelect): EscalationReason {
  if (batch.state === 'SENT') return 'NO_ANSWER';
  const notBuilt = batch.state === 'BUILDING' && batch.buildDueAt === null;
  return notBuilt || batch.deliveryState === 'GIVEN_UP' ? 'GIVEN_UP' : 'NOT_SENT';
}
