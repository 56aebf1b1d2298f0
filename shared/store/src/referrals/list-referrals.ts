import {
  Id,
  identifyContentUrl,
  identityKey,
  type ReferralPage,
  type ReferralQuery,
} from '@lapwing/contracts';
import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { items, referrals } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { referralViews, selectReferrals } from './referral-view.ts';

/** Last change (microseconds since 1970, as text), id. */
const CursorKeys = z.tuple([z.string().regex(/^\d{1,17}$/), z.uuid()]);

/** One page of referrals, last changed first. */
export async function listReferrals(store: Pick<Store, 'db'>, query: ReferralQuery): Promise<ReferralPage> {
  const filters = [
    query.recipientId === undefined ? undefined : eq(referrals.recipientId, query.recipientId),
    query.state === undefined ? undefined : eq(referrals.state, query.state),
    query.find === undefined ? undefined : named(query.find),
  ];
  if (query.cursor !== undefined) {
    const [microseconds, id] = decodeCursor(query.cursor, CursorKeys);
    const at = sql`timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond'`;
    filters.push(sql`(${referrals.changedAt}, ${referrals.id}) < (${at}, ${id}::uuid)`);
  }
  const rows = await selectReferrals(store.db)
    .where(and(...filters))
    .orderBy(desc(referrals.changedAt), desc(referrals.id))
    .limit(query.limit + 1);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    referrals: await referralViews(store.db, shown),
    nextCursor:
      rows.length > query.limit && last ? encodeCursor([last.changedMicroseconds, last.referral.id]) : null,
  };
}

/** What a text names: a referral by its id, or what was referred by any spelling of its address. */
function named(text: string): SQL {
  const id = Id.safeParse(text.trim());
  if (id.success) return eq(referrals.id, id.data);
  const identified = identifyContentUrl(text);
  return identified.ok ? eq(items.identityKey, identityKey(identified.identity)) : sql`false`;
}
