import { and, eq, inArray, ne } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { corrections, items, referrals } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/**
 * Refuses (`invalid-request`, at each) items that are unknown or that nobody confirmed, for nothing unreviewed accuses; and
 * those of which a referral was taken back, for that is no fact any more.
 */
export async function refuseUnconfirmed(
  db: Database | Transaction,
  itemIds: readonly string[],
): Promise<void> {
  const confirmed = await db
    .select({ id: items.id })
    .from(items)
    .where(and(inArray(items.id, [...itemIds]), eq(items.state, 'CONFIRMED')));
  const retracted = await db
    .select({ id: referrals.itemId })
    .from(corrections)
    .innerJoin(referrals, eq(referrals.id, corrections.referralId))
    .where(
      and(
        inArray(referrals.itemId, [...itemIds]),
        eq(corrections.relation, 'RETRACTION'),
        ne(referrals.state, 'WITHDRAWN'),
      ),
    );
  const known = new Set(confirmed.map(({ id }) => id));
  const takenBack = new Set(retracted.map(({ id }) => id));
  const errors = itemIds.flatMap((id, index) => {
    const pointer = `/itemIds/${index}`;
    if (!known.has(id)) return [{ pointer, code: 'not_confirmed', detail: 'This item was not confirmed' }];
    return takenBack.has(id)
      ? [{ pointer, code: 'retracted', detail: 'A referral of this item was taken back' }]
      : [];
  });
  if (errors.length > 0)
    throw new Refusal(
      'invalid-request',
      'Only what was confirmed, and was not taken back since, goes into a package',
      errors,
    );
}
