import { type DeliveryError, deliveryLifecycle } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batches, deadLetters } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/**
 * No attempt is to come: a dead letter that an admin sees, and the batch says why to whoever sends. Imminent danger, also such
 * as was named since the batch was made, is escalated at once. Called under the batch's row lock.
 */
export async function giveUpDelivery(
  transaction: Transaction,
  batch: Pick<typeof batches.$inferSelect, 'id' | 'deliveryState' | 'deliveryAttempts' | 'imminent'>,
  error: DeliveryError,
): Promise<void> {
  const now = new Date();
  await transaction
    .update(batches)
    .set({
      deliveryState: deliveryLifecycle.next(batch.deliveryState, 'GIVE_UP'),
      deliveryDueAt: null,
      deliveryError: error,
      changedAt: now,
      ...(batch.imminent || error === 'DANGER_SINCE' ? { answerDueAt: now } : {}),
    })
    .where(eq(batches.id, batch.id));
  const [letter] = await transaction
    .insert(deadLetters)
    .values({ queue: 'deliver-batch', subjectId: batch.id, error, attempts: batch.deliveryAttempts })
    .returning({ id: deadLetters.id });
  if (!letter) throw new Error('An insert returned no row');
  await writeAudit(transaction, {
    verb: 'JOB_DEAD_LETTERED',
    actor: null,
    subjectKind: 'job',
    subjectId: letter.id,
    details: { queue: 'deliver-batch', batchId: batch.id, attempts: batch.deliveryAttempts, error },
  });
}
