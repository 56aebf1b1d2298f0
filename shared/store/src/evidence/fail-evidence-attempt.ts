import { eq } from 'drizzle-orm';
import { pauseAfter } from '../batches/fail-batch-attempt.ts';
import { evidencePackages } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { giveUpEvidence, MOST_ATTEMPTS } from './give-up-evidence.ts';

/**
 * An attempt to build a package failed: it is due again after the pauses of a batch, or given up after
 * {@link MOST_ATTEMPTS}. `error` is one sentence and must not contain text of an item.
 *
 * @returns what becomes of it
 */
export function failEvidenceAttempt(
  store: Pick<Store, 'db'>,
  packageId: string,
  error: string,
): Promise<'DUE_AGAIN' | 'GIVEN_UP' | 'NOTHING_TO_DO'> {
  return store.db.transaction(async (transaction) => {
    const [found] = await transaction
      .select()
      .from(evidencePackages)
      .where(eq(evidencePackages.id, packageId))
      .for('update');
    if (found?.state !== 'BUILDING' || found.buildDueAt === null) return 'NOTHING_TO_DO';
    const lastError = error.slice(0, 500);
    if (found.attempts >= MOST_ATTEMPTS) {
      await giveUpEvidence(transaction, found, lastError);
      return 'GIVEN_UP';
    }
    const now = Date.now();
    await transaction
      .update(evidencePackages)
      .set({ lastError, buildDueAt: new Date(now + pauseAfter(found.attempts)), changedAt: new Date(now) })
      .where(eq(evidencePackages.id, packageId));
    return 'DUE_AGAIN';
  });
}
