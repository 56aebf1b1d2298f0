import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batches, deadLetters } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/** Attempts after which a batch waits for an admin. */
export const MOST_ATTEMPTS = 5;

/**
 * Stops building a batch: a dead letter that an admin sees. The batch stays BUILDING until it is tried again or
 * cancelled. Imminent danger is escalated at once. Called under the batch's row lock.
 */
export async function giveUpBatch(
  transaction: Transaction,
  batch: Pick<typeof batches.$inferSelect, 'id' | 'attempts' | 'imminent'>,
  error: string,
): Promise<void> {
  const now = new Date();
  await transaction
    .update(batches)
    .set({
      buildDueAt: null,
      lastError: error,
      changedAt: now,
      ...(batch.imminent ? { answerDueAt: now } : {}),
    })
    .where(eq(batches.id, batch.id));
  const [letter] = await transaction
    .insert(deadLetters)
    .values({ queue: 'build-batch', subjectId: batch.id, error, attempts: batch.attempts })
    .returning({ id: deadLetters.id });
  if (!letter) throw new Error('An insert returned no row');
  await writeAudit(transaction, {
    verb: 'JOB_DEAD_LETTERED',
    actor: null,
    subjectKind: 'job',
    subjectId: letter.id,
    details: { queue: 'build-batch', batchId: batch.id, attempts: batch.attempts },
  });
}
