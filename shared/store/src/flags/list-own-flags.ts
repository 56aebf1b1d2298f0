import type { OwnFlagPage } from '@lapwing/contracts';
import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { referralTrails } from '../items/known-items.ts';
import { flags, items } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/** Flag ids are UUIDv7: they sort by the time of acceptance. */
const CursorKeys = z.tuple([z.uuid()]);

/** A person's own flags, newest first, each with what became of it. */
export async function listOwnFlags(
  store: Store,
  actor: Actor,
  page: { cursor?: string | undefined; limit: number },
): Promise<OwnFlagPage> {
  const after = page.cursor === undefined ? null : decodeCursor(page.cursor, CursorKeys);
  const rows = await store.db
    .select({
      flag: flags,
      item: { id: items.id, platform: items.platform, kind: items.kind, state: items.state },
    })
    .from(flags)
    .innerJoin(items, eq(items.id, flags.itemId))
    .where(and(eq(flags.personId, actor.personId), after ? lt(flags.id, after[0]) : undefined))
    .orderBy(desc(flags.id))
    .limit(page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const trails = await referralTrails(store.db, [...new Set(shown.map((row) => row.item.id))]);
  const last = shown.at(-1);
  return {
    flags: shown.map(({ flag, item }) => ({
      flagId: flag.id,
      itemId: item.id,
      url: flag.urlOriginal,
      platform: item.platform,
      kind: item.kind,
      category: flag.category,
      severity: flag.severity,
      urgency: flag.urgency,
      receivedAt: flag.receivedAt.toISOString(),
      observedAt: flag.observedAt.toISOString(),
      itemState: item.state,
      referrals: trails
        .filter((trail) => trail.itemId === item.id)
        .map(({ recipient, state, sentAt, outcomes }) => ({
          recipient,
          state,
          sentAt: sentAt?.toISOString() ?? null,
          outcomes,
        })),
    })),
    nextCursor: rows.length > page.limit && last ? encodeCursor([last.flag.id]) : null,
  };
}
