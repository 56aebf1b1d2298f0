import { desc, eq } from 'drizzle-orm';
import { scores } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/** What the classifier said last of an item; undefined while it has said nothing. */
export async function newestScore(
  db: Database | Transaction,
  itemId: string,
): Promise<typeof scores.$inferSelect | undefined> {
  const [score] = await db
    .select()
    .from(scores)
    .where(eq(scores.itemId, itemId))
    .orderBy(desc(scores.scoredAt))
    .limit(1);
  return score;
}
