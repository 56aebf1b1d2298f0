import { eq, sql } from 'drizzle-orm';
import { referrals } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** The ids of the referrals of a batch, in the order of the envelope. */
export async function readReferralIds(store: Pick<Store, 'db'>, batchId: string): Promise<string[]> {
  // In one text, since rows of a large batch are many objects for little.
  const [ids] = await store.db
    .select({
      all: sql<string | null>`string_agg(${referrals.id}::text, ' ' order by ${referrals.batchPosition})`,
    })
    .from(referrals)
    .where(eq(referrals.batchId, batchId));
  return ids?.all?.split(' ') ?? [];
}
