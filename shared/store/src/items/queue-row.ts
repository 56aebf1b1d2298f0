import type { QueueRow } from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import { claims, flags, items, people } from '../schema/index.ts';

/**
 * Columns of a queue row; the holder is the pseudonym behind the item's open claim that has not run out.
 *
 * The subqueries are nested in another `sql`: in a select from one table Drizzle leaves out the table's name at the
 * first level, and `id` would then mean the subquery's own.
 */
export function queueColumns(personId: string) {
  const heldBy = sql`select ${people.pseudonym} from ${claims} join ${people} on ${people.id} = ${claims.personId}
    where ${claims.itemId} = ${items.id} and ${claims.state} = 'OPEN' and ${claims.expiresAt} > now()`;
  const ownFlag = sql`select from ${flags} where ${flags.itemId} = ${items.id} and ${flags.personId} = ${personId}`;
  return {
    item: items,
    heldBy: sql<string | null>`(${heldBy})`,
    flaggedByMe: sql<boolean>`exists (${ownFlag})`,
  };
}

type Selected = { item: typeof items.$inferSelect; heldBy: string | null; flaggedByMe: boolean };

/** A selected row as seen outside. */
export function queueRow({ item, heldBy, flaggedByMe }: Selected): QueueRow {
  return {
    itemId: item.id,
    version: item.version,
    state: item.state,
    platform: item.platform,
    kind: item.kind,
    category: item.category,
    severity: item.severity,
    urgency: item.urgency,
    flaggers: item.flaggers,
    risk: item.risk,
    abstained: item.abstained,
    rank: item.rank,
    reasons: item.reasons,
    excerpt: item.excerpt,
    language: item.language,
    firstFlaggedAt: item.firstFlaggedAt.toISOString(),
    changedAt: item.changedAt.toISOString(),
    heldBy,
    heldUntil: heldBy === null ? null : (item.heldUntil?.toISOString() ?? null),
    flaggedByMe,
  };
}
