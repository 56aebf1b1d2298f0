import type { EvidencePage } from '@lapwing/contracts';
import { desc, sql } from 'drizzle-orm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { evidencePackages } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { evidenceViews } from './evidence-view.ts';

/** Asked for (milliseconds since 1970; packages are stamped in whole milliseconds), id. */
const CursorKeys = z.tuple([z.number().int(), z.uuid()]);

/** One page of packages, newest first. */
export async function listEvidence(
  store: Pick<Store, 'db'>,
  query: { cursor?: string | undefined; limit: number },
): Promise<EvidencePage> {
  const before = query.cursor === undefined ? null : decodeCursor(query.cursor, CursorKeys);
  const rows = await store.db
    .select({ id: evidencePackages.id, at: evidencePackages.requestedAt })
    .from(evidencePackages)
    .where(
      before === null
        ? undefined
        : sql`(${evidencePackages.requestedAt}, ${evidencePackages.id}) < (${new Date(before[0]).toISOString()}::timestamptz, ${before[1]}::uuid)`,
    )
    .orderBy(desc(evidencePackages.requestedAt), desc(evidencePackages.id))
    .limit(query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    packages: await evidenceViews(
      store.db,
      shown.map(({ id }) => id),
    ),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.at.getTime(), last.id]) : null,
  };
}
