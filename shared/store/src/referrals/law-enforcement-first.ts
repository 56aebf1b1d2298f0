import { sql } from 'drizzle-orm';
import { corrections, items, lawEnforcementNotices, referrals } from '../schema/index.ts';

/*
 * Rule 6 as conditions on `referrals` joined with `items`. A flag that came after the confirmation can make an item
 * imminent, so the item is asked as well as the referral. What takes a referral back says of nobody that a child is in danger.
 */

/** It asks for nothing but to stop acting on an earlier one. */
const isRetraction = sql<boolean>`(${referrals.relatesTo} is not null and exists (
  select from ${corrections}
  where ${corrections.referralId} = ${referrals.id} and ${corrections.relation} = 'RETRACTION'
))`;

/** A child may be in danger now. */
export const isImminent = sql<boolean>`((${referrals.imminent} or cardinality(${items.imminentBases}) > 0) and not ${isRetraction})`;

/** Law enforcement was told, or a lead wrote an override. */
const isAnswered = sql<boolean>`exists (
  select from ${lawEnforcementNotices} where ${lawEnforcementNotices.itemId} = ${items.id}
)`;

/** The referral must not go to anybody yet. */
export const isHeld = sql<boolean>`(${isImminent} and not ${isAnswered})`;
