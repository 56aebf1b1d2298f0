import { Referral } from '@lapwing/contracts';
import { and, asc, eq, gte } from 'drizzle-orm';
import { referrals } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** Some of what a batch says, one after the other. */
export interface BatchPage {
  referrals: Referral[];
  /** Where the next page begins; null: this was the last. */
  next: number | null;
}

/**
 * Reads up to `limit` referrals of a batch from a place on, as they were fixed when the batch was made: the same whenever
 * it is read. A batch can be larger than what fits into memory.
 */
export async function readBatchPage(
  store: Pick<Store, 'db'>,
  batchId: string,
  from: number,
  limit: number,
): Promise<BatchPage> {
  const rows = await store.db
    .select({ content: referrals.content, position: referrals.batchPosition })
    .from(referrals)
    .where(and(eq(referrals.batchId, batchId), gte(referrals.batchPosition, from)))
    .orderBy(asc(referrals.batchPosition))
    .limit(limit);
  const last = rows.at(-1)?.position ?? null;
  // Parsed, since they come out of a JSON column.
  return {
    referrals: rows.map(({ content }) => Referral.parse(content)),
    next: rows.length < limit || last === null ? null : last + 1,
  };
}

/** Every referral of a batch, for files that are made of all of them at once. */
export async function readBatchReferrals(store: Pick<Store, 'db'>, batchId: string): Promise<Referral[]> {
  return (await readBatchPage(store, batchId, 0, Number.MAX_SAFE_INTEGER)).referrals;
}
