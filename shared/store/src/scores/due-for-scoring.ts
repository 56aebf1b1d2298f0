import { asc, lte } from 'drizzle-orm';
import { items } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** Items whose score is due since before a time, longest waiting first, each with the time of its intent. */
export async function dueForScoring(
  store: Pick<Store, 'db'>,
  before: Date,
  limit: number,
): Promise<{ itemId: string; dueAt: Date }[]> {
  const rows = await store.db
    .select({ itemId: items.id, dueAt: items.scoreDueAt })
    .from(items)
    .where(lte(items.scoreDueAt, before))
    .orderBy(asc(items.scoreDueAt))
    .limit(limit);
  return rows.flatMap(({ itemId, dueAt }) => (dueAt === null ? [] : [{ itemId, dueAt }]));
}
