import { asc, lte } from 'drizzle-orm';
import { items } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** Items whose score is due since before a time, longest waiting first. */
export async function dueForScoring(
  store: Pick<Store, 'db'>,
  before: Date,
  limit: number,
): Promise<string[]> {
  const rows = await store.db
    .select({ id: items.id })
    .from(items)
    .where(lte(items.scoreDueAt, before))
    .orderBy(asc(items.scoreDueAt))
    .limit(limit);
  return rows.map((row) => row.id);
}
