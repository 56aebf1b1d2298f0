import type { BatchDetail } from '@lapwing/contracts';
import { asc, eq } from 'drizzle-orm';
import { escalationViews } from '../escalations/escalation-view.ts';
import { referralViews, selectReferrals } from '../referrals/referral-view.ts';
import { Refusal } from '../refusal.ts';
import { escalations, referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { batchViews } from './batch-view.ts';

/** One batch with its referrals in their order, as `reader` sees it. Refused: an unknown id (`not-found`). */
export async function getBatch(
  store: Pick<Store, 'db'>,
  batchId: string,
  reader: Actor | null = null,
): Promise<BatchDetail> {
  const [view] = await batchViews(store.db, [batchId]);
  if (!view) throw new Refusal('not-found', 'There is no such batch');
  const rows = await selectReferrals(store.db)
    .where(eq(referrals.batchId, batchId))
    .orderBy(asc(referrals.batchPosition));
  return {
    ...view,
    referrals: await referralViews(store.db, rows),
    escalations: await escalationViews(store.db, reader, eq(escalations.batchId, batchId)),
  };
}
