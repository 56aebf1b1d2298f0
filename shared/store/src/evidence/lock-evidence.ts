import { eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { evidencePackages } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/** The package, locked until the transaction ends. Refused: an unknown id (`not-found`). */
export async function lockEvidence(transaction: Transaction, packageId: string) {
  const [found] = await transaction
    .select()
    .from(evidencePackages)
    .where(eq(evidencePackages.id, packageId))
    .for('update');
  if (!found) throw new Refusal('not-found', 'There is no such package');
  return found;
}
