import { eq } from 'drizzle-orm';
import { lockBatch } from '../batches/lock-batch.ts';
import { Refusal } from '../refusal.ts';
import { batches, escalations } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/** The escalation, locked until the transaction ends, after its batch. Refused: `not-found`. */
export async function lockEscalation(
  transaction: Transaction,
  escalationId: string,
): Promise<typeof escalations.$inferSelect> {
  const its = eq(escalations.id, escalationId);
  const [known] = await transaction.select({ batchId: escalations.batchId }).from(escalations).where(its);
  if (!known) throw new Refusal('not-found', 'There is no such escalation');
  await lockBatch(transaction, known.batchId);
  const [escalation] = await transaction.select().from(escalations).where(its).for('update');
  if (!escalation) throw new Error('An escalation vanished; escalations are never deleted');
  return escalation;
}

/** Followers of changes learn of an escalation by its batch, which is locked. */
export async function showEscalationChanged(transaction: Transaction, batchId: string): Promise<void> {
  await transaction.update(batches).set({ changedAt: new Date() }).where(eq(batches.id, batchId));
}
