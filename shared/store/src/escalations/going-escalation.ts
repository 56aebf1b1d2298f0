import type { EscalationReason } from '@lapwing/contracts';
import { and, eq, ne } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { escalations } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

type Escalation = typeof escalations.$inferSelect;

/** The escalation of a locked batch that is not settled, locked; undefined where there is none. */
export async function goingEscalation(
  transaction: Transaction,
  batchId: string,
): Promise<Escalation | undefined> {
  const [going] = await transaction
    .select()
    .from(escalations)
    .where(and(eq(escalations.batchId, batchId), ne(escalations.state, 'SETTLED')))
    .for('update');
  return going;
}

/** A locked escalation says what is true now, with its audit row. Does nothing where it says so already. */
export async function changeReason(
  transaction: Transaction,
  actor: Actor | null,
  { id, batchId, reason: before }: Escalation,
  reason: EscalationReason,
): Promise<void> {
  if (before === reason) return;
  await transaction.update(escalations).set({ reason }).where(eq(escalations.id, id));
  await writeAudit(transaction, {
    verb: 'ESCALATION_REASON_CHANGED',
    actor,
    subjectKind: 'escalation',
    subjectId: id,
    details: { batchId, before, reason },
  });
}
