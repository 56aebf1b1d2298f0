import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { deadLetters, items } from '../schema/index.ts';
import type { Store } from '../store.ts';

/**
 * Gives an item up that could not be scored after all attempts: it stays in the queue unscored, an admin sees why,
 * and the sweeper leaves it alone. `error` is one sentence and must not contain text of the post.
 */
export function deadLetterScore(
  store: Pick<Store, 'db'>,
  failure: { itemId: string; error: string; attempts: number },
): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const [item] = await transaction
      .select({ dueAt: items.scoreDueAt })
      .from(items)
      .where(eq(items.id, failure.itemId))
      .for('update');
    if (!item?.dueAt) return;
    const [row] = await transaction
      .insert(deadLetters)
      .values({
        queue: 'score',
        subjectId: failure.itemId,
        error: failure.error.slice(0, 500),
        attempts: failure.attempts,
      })
      .returning({ id: deadLetters.id });
    if (!row) throw new Error('An insert returned no row');
    await transaction.update(items).set({ scoreDueAt: null }).where(eq(items.id, failure.itemId));
    await writeAudit(transaction, {
      verb: 'JOB_DEAD_LETTERED',
      actor: null,
      subjectKind: 'job',
      subjectId: row.id,
      details: { queue: 'score', itemId: failure.itemId, attempts: failure.attempts },
    });
  });
}
