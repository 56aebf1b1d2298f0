import { and, asc, desc, eq, lte, not, sql } from 'drizzle-orm';
import { batches } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** Batches that wait for their files: imminent danger first, then longest first. */
export async function dueBatches(
  store: Pick<Store, 'db'>,
  limit: number,
  {
    imminentOnly = false,
    besides = [],
  }: {
    imminentOnly?: boolean;
    /** Ids that are left out. */
    besides?: readonly string[];
  } = {},
): Promise<string[]> {
  const due = await store.db
    .select({ id: batches.id })
    .from(batches)
    .where(
      and(
        lte(batches.buildDueAt, new Date()),
        imminentOnly ? eq(batches.imminent, true) : undefined,
        not(sql`${batches.id} = any(${sql.param(besides)}::uuid[])`),
      ),
    )
    .orderBy(desc(batches.imminent), asc(batches.buildDueAt))
    .limit(limit);
  return due.map(({ id }) => id);
}
