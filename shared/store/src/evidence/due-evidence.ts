import { asc, lte } from 'drizzle-orm';
import { evidencePackages } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** Packages that were approved and wait to be built, longest first. */
export async function dueEvidence(store: Pick<Store, 'db'>, limit: number): Promise<string[]> {
  const due = await store.db
    .select({ id: evidencePackages.id })
    .from(evidencePackages)
    .where(lte(evidencePackages.buildDueAt, new Date()))
    .orderBy(asc(evidencePackages.buildDueAt))
    .limit(limit);
  return due.map(({ id }) => id);
}
