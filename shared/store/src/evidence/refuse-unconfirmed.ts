import { and, eq, inArray } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { items } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/** Refuses (`invalid-request`, at each) items that are unknown or that nobody confirmed: nothing unreviewed accuses. */
export async function refuseUnconfirmed(
  db: Database | Transaction,
  itemIds: readonly string[],
): Promise<void> {
  const confirmed = await db
    .select({ id: items.id })
    .from(items)
    .where(and(inArray(items.id, [...itemIds]), eq(items.state, 'CONFIRMED')));
  const known = new Set(confirmed.map(({ id }) => id));
  const errors = itemIds.flatMap((id, index) =>
    known.has(id)
      ? []
      : [{ pointer: `/itemIds/${index}`, code: 'not_confirmed', detail: 'This item was not confirmed' }],
  );
  if (errors.length > 0)
    throw new Refusal('invalid-request', 'Only what was confirmed goes into a package', errors);
}
