import { sql } from 'drizzle-orm';
import type { Store } from '../store.ts';

/**
 * Makes the scores of open items due that are of another version than the champion's, the most pressing first. Items
 * that nothing could score, and those that wait among the failed jobs, are left alone. What was concluded stays as it
 * was: its score is history.
 *
 * @returns what to announce
 */
export async function rescoreOpenItems(
  store: Pick<Store, 'db'>,
  version: string,
  limit = 500,
): Promise<{ itemId: string; dueAt: string }[]> {
  const { rows } = await store.db.execute<{ id: string; due: Date | string }>(sql`
    update items set score_due_at = date_trunc('milliseconds', now())
    where id in (
      select id from items
      where state in ('QUEUED', 'SECOND_REVIEW', 'WITH_LEAD') and score_due_at is null
        and scored_by is not null and scored_by <> ${version}
        and not exists (select from dead_letters
          where queue = 'score' and subject_id = items.id::text and resolved_at is null)
      order by rank desc, first_flagged_at, id limit ${limit}
      for update skip locked
    )
    returning id, score_due_at as due`);
  return rows.map(({ id, due }) => ({ itemId: id, dueAt: new Date(due).toISOString() }));
}
