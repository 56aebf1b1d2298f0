import type { DueRecheck, RecheckPage } from '@lapwing/contracts';
import { and, asc, desc, eq, exists, gt, inArray, lte, min, sql } from 'drizzle-orm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { outcomeView } from '../referrals/referral-view.ts';
import { flags, items, outcomes, rechecks, recipients, referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { recheckView } from './recheck-view.ts';

/** Microseconds since the epoch, as text, and the referral. */
const CursorKeys = z.tuple([z.string().regex(/^\d{1,17}$/), z.uuid()]);
const dueMicroseconds = sql<string>`(extract(epoch from ${referrals.recheckDueAt}) * 1000000)::bigint::text`;

/**
 * What a person flagged, the organisation referred, and she should look at again now: the longest due first. Nobody
 * is asked to look at what somebody else found.
 */
export async function listDueRechecks(
  store: Pick<Store, 'db'>,
  actor: Actor,
  page: { cursor?: string | undefined; limit: number },
): Promise<RecheckPage> {
  const now = new Date();
  const after = page.cursor === undefined ? null : decodeCursor(page.cursor, CursorKeys);
  const own = store.db
    .select({ id: flags.id })
    .from(flags)
    .where(and(eq(flags.itemId, referrals.itemId), eq(flags.personId, actor.personId)));
  const at = sql`timestamptz 'epoch' + ${after?.[0]}::bigint * interval '1 microsecond'`;
  const later = after
    ? sql`(${referrals.recheckDueAt}, ${referrals.id}) > (${at}, ${after[1]}::uuid)`
    : undefined;
  const rows = await store.db
    .select({ referral: referrals, item: items, recipient: recipients.name, dueMicroseconds })
    .from(referrals)
    .innerJoin(items, eq(items.id, referrals.itemId))
    .innerJoin(recipients, eq(recipients.id, referrals.recipientId))
    .where(and(lte(referrals.recheckDueAt, now), exists(own), later))
    .orderBy(asc(referrals.recheckDueAt), asc(referrals.id))
    .limit(page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const [known, [next]] = await Promise.all([
    whatIsKnown(store, actor, shown),
    store.db
      .select({ at: min(referrals.recheckDueAt) })
      .from(referrals)
      .where(and(gt(referrals.recheckDueAt, now), exists(own))),
  ]);
  const last = shown.at(-1);
  return {
    rechecks: shown.map(({ referral, item, recipient }): DueRecheck => {
      const flag = known.flags.find(({ itemId }) => itemId === item.id);
      const outcome = known.outcomes.find(({ referralId }) => referralId === referral.id);
      const look = known.looks.find(({ referralId }) => referralId === referral.id);
      return {
        referralId: referral.id,
        itemId: item.id,
        url: flag?.urlOriginal ?? item.canonicalUrl,
        platform: item.platform,
        kind: item.kind,
        category: flag?.category ?? item.category,
        severity: flag?.severity ?? item.severity,
        recipient,
        sentAt: (referral.sentAt ?? referral.changedAt).toISOString(),
        dueAt: (referral.recheckDueAt ?? now).toISOString(),
        outcome: outcome ? outcomeView(outcome) : null,
        lastLook: look ? recheckView(look) : null,
      };
    }),
    nextCursor:
      rows.length > page.limit && last ? encodeCursor([last.dueMicroseconds, last.referral.id]) : null,
    nextDueAt: next?.at?.toISOString() ?? null,
  };
}

/** Of some referrals: her newest flag, the newest outcome and the newest look of each. */
async function whatIsKnown(
  store: Pick<Store, 'db'>,
  actor: Actor,
  rows: readonly { referral: typeof referrals.$inferSelect }[],
) {
  if (rows.length === 0) return { flags: [], outcomes: [], looks: [] };
  const referralIds = rows.map(({ referral }) => referral.id);
  const itemIds = rows.map(({ referral }) => referral.itemId);
  const [ownFlags, newestOutcomes, newestLooks] = await Promise.all([
    store.db
      .selectDistinctOn([flags.itemId])
      .from(flags)
      .where(and(eq(flags.personId, actor.personId), inArray(flags.itemId, itemIds)))
      .orderBy(asc(flags.itemId), desc(flags.id)),
    store.db
      .selectDistinctOn([outcomes.referralId])
      .from(outcomes)
      .where(inArray(outcomes.referralId, referralIds))
      .orderBy(asc(outcomes.referralId), desc(outcomes.recordedAt), desc(outcomes.id)),
    store.db
      .selectDistinctOn([rechecks.referralId])
      .from(rechecks)
      .where(inArray(rechecks.referralId, referralIds))
      .orderBy(asc(rechecks.referralId), desc(rechecks.seenAt), desc(rechecks.id)),
  ]);
  return { flags: ownFlags, outcomes: newestOutcomes, looks: newestLooks };
}
