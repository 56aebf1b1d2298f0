import type { Timeline } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { referrals } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { timelinesOf } from './timelines.ts';

/** What happened to a referral, oldest first, for who refers: without who flagged it and looked at it again. */
export async function getTimeline(store: Pick<Store, 'db'>, referralId: string): Promise<Timeline> {
  if ((await store.db.$count(referrals, eq(referrals.id, referralId))) === 0)
    throw new Refusal('not-found', 'There is no such referral');
  const timelines = await timelinesOf(store, [referralId], { namesAnalysts: false });
  return { events: timelines.get(referralId) ?? [] };
}
