import type { BatchPage } from '@lapwing/contracts';
import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { batches } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { batchViews } from './batch-view.ts';

/** Created (milliseconds since 1970; batches are stamped in whole milliseconds), id. */
const CursorKeys = z.tuple([z.number().int(), z.uuid()]);

/** One page of batches, newest first. */
export async function listBatches(
  store: Pick<Store, 'db'>,
  query: { recipientId?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<BatchPage> {
  const filters = [query.recipientId === undefined ? undefined : eq(batches.recipientId, query.recipientId)];
  if (query.cursor !== undefined) {
    const [createdAt, id] = decodeCursor(query.cursor, CursorKeys);
    filters.push(
      sql`(${batches.createdAt}, ${batches.id}) < (${new Date(createdAt).toISOString()}::timestamptz, ${id}::uuid)`,
    );
  }
  const rows = await store.db
    .select({ id: batches.id, createdAt: batches.createdAt })
    .from(batches)
    .where(and(...filters))
    .orderBy(desc(batches.createdAt), desc(batches.id))
    .limit(query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    batches: await batchViews(
      store.db,
      shown.map(({ id }) => id),
    ),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.createdAt.getTime(), last.id]) : null,
  };
}
