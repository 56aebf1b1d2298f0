import { sql } from 'drizzle-orm';
import { items, lawEnforcementNotices, referrals } from '../schema/index.ts';

/*
 * Rule 6 as conditions on `referrals` joined with `items`. A flag that came after the confirmation can make an item
 * imminent, so the item is asked as well as the referral.
 */

/** A child may be in danger now. */
export const isImminent = sql<boolean>`(${referrals.imminent} or cardinality(${items.imminentBases}) > 0)`;

/** Law enforcement was told, or a lead wrote an override. */
const isAnswered = sql<boolean>`exists (
  select from ${lawEnforcementNotices} where ${lawEnforcementNotices.itemId} = ${items.id}
)`;

/** The referral must not go to anybody yet. */
export const isHeld = sql<boolean>`(${isImminent} and not ${isAnswered})`;
