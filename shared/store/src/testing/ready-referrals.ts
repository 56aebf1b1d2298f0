import { randomInt } from 'node:crypto';
import type { FlagInput } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { flags, recipients, referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { confirmItem } from './confirmed-item.ts';

/** Invented YouTube videos, confirmed, so that referrals to Google are ready. Returns the referrals' ids. */
export async function readyForGoogle(
  store: Store,
  count: number,
  flag: Partial<FlagInput> = {},
  words: Parameters<typeof confirmItem>[2] = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const video = String(randomInt(1e10)).padStart(11, 'v');
    const { made: decision } = await confirmItem(
      store,
      { url: `https://www.youtube.com/watch?v=${video}`, ...flag },
      words,
    );
    ids.push(...decision.referrals.map(({ referralId }) => referralId));
  }
  return ids;
}

/** The id of a ready-made recipient. */
export async function recipientBySlug(store: Store, slug: 'meta' | 'google'): Promise<string> {
  const [found] = await store.db
    .select({ id: recipients.id })
    .from(recipients)
    .where(eq(recipients.slug, slug));
  if (!found) throw new Error('The ready-made recipients were not added');
  return found.id;
}

/** Who flagged what a referral is about. */
export async function flaggerOf(store: Store, referralId: string): Promise<Actor> {
  const [found] = await store.db
    .select({ personId: flags.personId })
    .from(flags)
    .innerJoin(referrals, eq(referrals.itemId, flags.itemId))
    .where(eq(referrals.id, referralId));
  if (!found) throw new Error('Nobody flagged this');
  return { personId: found.personId, requestId: 'test' };
}
