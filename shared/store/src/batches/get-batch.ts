import type { BatchDetail } from '@lapwing/contracts';
import { asc, eq } from 'drizzle-orm';
import { referralViews, selectReferrals } from '../referrals/referral-view.ts';
import { Refusal } from '../refusal.ts';
import { referrals } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { batchViews } from './batch-view.ts';

/** One batch with its referrals in their order. Refused: an unknown id (`not-found`). */
export async function getBatch(store: Pick<Store, 'db'>, batchId: string): Promise<BatchDetail> {
  const [view] = await batchViews(store.db, [batchId]);
  if (!view) throw new Refusal('not-found', 'There is no such batch');
  const rows = await selectReferrals(store.db)
    .where(eq(referrals.batchId, batchId))
    .orderBy(asc(referrals.batchPosition));
  return { ...view, referrals: await referralViews(store.db, rows) };
}
