import type { DeadLetterView } from '@lapwing/contracts';
import { desc, isNull } from 'drizzle-orm';
import { deadLetters } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** Jobs that failed for good and were not resolved, newest first, at most 200. */
export async function listDeadLetters(store: Pick<Store, 'db'>): Promise<DeadLetterView[]> {
  const rows = await store.db
    .select()
    .from(deadLetters)
    .where(isNull(deadLetters.resolvedAt))
    .orderBy(desc(deadLetters.failedAt))
    .limit(200);
  return rows.map((row) => ({
    deadLetterId: row.id,
    queue: row.queue,
    subjectId: row.subjectId,
    error: row.error,
    attempts: row.attempts,
    failedAt: row.failedAt.toISOString(),
    resolvedAt: null,
  }));
}
