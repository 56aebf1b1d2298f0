import { eq } from 'drizzle-orm';
import { batches } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { giveUpBatch, MOST_ATTEMPTS } from './give-up-batch.ts';

const FIRST_PAUSE_MS = 5_000;

/** Milliseconds until what was tried so often is tried again. */
export const pauseAfter = (attempts: number): number => FIRST_PAUSE_MS * 3 ** Math.max(0, attempts - 1);

/**
 * An attempt to build a batch failed: it is due again after a pause (5 s, 15 s, 45 s, 135 s), or given up after
 * {@link MOST_ATTEMPTS}; at once where it is `hopeless`, since another attempt would end the same. `error` is one sentence and must not contain text of a referral.
 *
 * @returns what becomes of it
 */
export function failBatchAttempt(
  store: Pick<Store, 'db'>,
  batchId: string,
  error: string,
  options: { hopeless?: boolean } = {},
): Promise<'DUE_AGAIN' | 'GIVEN_UP' | 'NOTHING_TO_DO'> {
  return store.db.transaction(async (transaction) => {
    const [batch] = await transaction.select().from(batches).where(eq(batches.id, batchId)).for('update');
    if (batch?.state !== 'BUILDING' || batch.buildDueAt === null) return 'NOTHING_TO_DO';
    const lastError = error.slice(0, 500);
    if (options.hopeless === true || batch.attempts >= MOST_ATTEMPTS) {
      await giveUpBatch(transaction, batch, lastError);
      return 'GIVEN_UP';
    }
    const now = Date.now();
    await transaction
      .update(batches)
      .set({ lastError, buildDueAt: new Date(now + pauseAfter(batch.attempts)), changedAt: new Date(now) })
      .where(eq(batches.id, batchId));
    return 'DUE_AGAIN';
  });
}
