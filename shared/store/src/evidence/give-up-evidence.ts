import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { deadLetters, evidencePackages } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/** Attempts after which a package waits for an admin. */
export const MOST_ATTEMPTS = 5;

/** Stops building a package: a dead letter that an admin sees and can try again. Called under the package's row lock. */
export async function giveUpEvidence(
  transaction: Transaction,
  found: { id: string; attempts: number },
  error: string,
): Promise<void> {
  await transaction
    .update(evidencePackages)
    .set({ buildDueAt: null, lastError: error, changedAt: new Date() })
    .where(eq(evidencePackages.id, found.id));
  const [letter] = await transaction
    .insert(deadLetters)
    .values({ queue: 'build-evidence', subjectId: found.id, error, attempts: found.attempts })
    .returning({ id: deadLetters.id });
  if (!letter) throw new Error('An insert returned no row');
  await writeAudit(transaction, {
    verb: 'JOB_DEAD_LETTERED',
    actor: null,
    subjectKind: 'job',
    subjectId: letter.id,
    details: { queue: 'build-evidence', packageId: found.id, attempts: found.attempts },
  });
}
