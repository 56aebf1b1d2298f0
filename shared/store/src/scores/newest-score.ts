import { and, desc, eq, sql } from 'drizzle-orm';
import { items, scores } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/**
 * The score that an item stands in the queue by: the newest of the version that gave it, which after a promotion was
 * taken back is not the newest of all. What a challenger said in shadow stays out of sight. Undefined while unscored.
 */
export async function newestScore(
  db: Database | Transaction,
  itemId: string,
): Promise<typeof scores.$inferSelect | undefined> {
  const [row] = await db
    .select({ score: scores })
    .from(scores)
    .innerJoin(items, eq(items.id, scores.itemId))
    .where(and(eq(scores.itemId, itemId), eq(scores.shadow, false)))
    .orderBy(
      desc(sql`(${scores.modelVersion} is not distinct from ${items.scoredBy})`),
      desc(scores.scoredAt),
    )
    .limit(1);
  return row?.score;
}
