import { asc, lte } from 'drizzle-orm';
import { batches } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** Batches that wait for their files, longest first. */
export async function dueBatches(store: Pick<Store, 'db'>, limit: number): Promise<string[]> {
  const due = await store.db
    .select({ id: batches.id })
    .from(batches)
    .where(lte(batches.buildDueAt, new Date()))
    .orderBy(asc(batches.buildDueAt))
    .limit(limit);
  return due.map(({ id }) => id);
}
