import { inArray } from 'drizzle-orm';
import { flags, referrals } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/** What audit rows can be about: kind and id, as they stand in the log. */
export interface CustodySubject {
  kind: string;
  id: string;
}

/** What the custody log of a package is about: the package itself, its items, their flags, referrals and batches. */
export async function custodySubjects(
  db: Database | Transaction,
  { itemIds, packageId }: { itemIds: readonly string[]; packageId: string },
): Promise<CustodySubject[]> {
  const flagRows = await db
    .select({ id: flags.id })
    .from(flags)
    .where(inArray(flags.itemId, [...itemIds]));
  const referralRows = await db
    .select({ id: referrals.id, batchId: referrals.batchId })
    .from(referrals)
    .where(inArray(referrals.itemId, [...itemIds]));
  const batchIds = new Set(referralRows.flatMap(({ batchId }) => batchId ?? []));
  return [
    { kind: 'evidence', id: packageId },
    ...itemIds.map((id) => ({ kind: 'item', id })),
    ...flagRows.map(({ id }) => ({ kind: 'flag', id })),
    ...referralRows.map(({ id }) => ({ kind: 'referral', id })),
    ...[...batchIds].map((id) => ({ kind: 'batch', id })),
  ];
}
