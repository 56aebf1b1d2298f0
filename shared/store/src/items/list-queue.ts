import type { QueuePage, QueueQuery } from '@lapwing/contracts';
import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { claims, items } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { queueColumns, queueRow } from './queue-row.ts';

/** Rank, first flagged (microseconds since 1970, as text: it exceeds a double's exact range in JSON), id. */
const CursorKeys = z.tuple([z.number().int(), z.string().regex(/^\d{1,17}$/), z.uuid()]);

// Spelled as the partial index items_queue spells it, so that the planner sees that the index applies.
const isOpen = sql`${items.state} in ('QUEUED', 'SECOND_REVIEW', 'WITH_LEAD')`;
const firstFlaggedMicroseconds = sql<string>`(extract(epoch from ${items.firstFlaggedAt}) * 1000000)::bigint::text`;

/**
 * One page of the queue: greatest rank first, older first within a rank. Without a state filter it lists what can
 * be claimed. Reads one index range whatever the size of the table.
 */
export async function listQueue(store: Store, actor: Actor, query: QueueQuery): Promise<QueuePage> {
  const filters: (SQL | undefined)[] = [
    query.state === undefined ? isOpen : eq(items.state, query.state),
    query.platform === undefined ? undefined : eq(items.platform, query.platform),
    query.category === undefined ? undefined : eq(items.category, query.category),
    query.unsure === 'true' ? eq(items.abstained, true) : undefined,
    query.mine === 'true'
      ? sql`exists (select from ${claims} where ${claims.itemId} = ${items.id} and ${claims.personId} = ${actor.personId}
          and ${claims.state} = 'OPEN' and ${claims.expiresAt} > now())`
      : undefined,
  ];
  if (query.cursor !== undefined) {
    const [rank, microseconds, id] = decodeCursor(query.cursor, CursorKeys);
    const at = sql`timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond'`;
    // rank descends while the rest ascends, so no single row comparison can say "after".
    filters.push(sql`${items.rank} <= ${rank} and (${items.rank} < ${rank}
      or (${items.firstFlaggedAt}, ${items.id}) > (${at}, ${id}::uuid))`);
  }
  const rows = await store.db
    .select({ ...queueColumns(actor.personId), microseconds: firstFlaggedMicroseconds })
    .from(items)
    .where(and(...filters))
    .orderBy(desc(items.rank), asc(items.firstFlaggedAt), asc(items.id))
    .limit(query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(queueRow),
    nextCursor:
      rows.length > query.limit && last
        ? encodeCursor([last.item.rank, last.microseconds, last.item.id])
        : null,
    serverTime: new Date().toISOString(),
  };
}
