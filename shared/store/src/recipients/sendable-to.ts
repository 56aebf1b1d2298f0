import { type RecipientConfiguration, unsayableIn } from '@lapwing/contracts';
import { and, inArray, not, or, type SQL, sql } from 'drizzle-orm';
import { batches, corrections, referrals } from '../schema/index.ts';
import { takenBy } from './taken-by.ts';

/**
 * As a condition on `referrals` and `items`: the recipient takes such content. What was sent can be corrected and taken back
 * whatever the recipient takes since, as long as it is reached as it was then: else this may be another desk.
 */
export function takenOrSentBefore(
  configuration: Pick<RecipientConfiguration, 'platforms' | 'hosts' | 'transport'>,
): SQL | undefined {
  const sentSoBefore = sql`exists (
    select from ${referrals} as first join ${batches} on ${batches.id} = first.batch_id
    where first.id = ${referrals.relatesTo}
      and ${batches.configuration} -> 'transport' = ${JSON.stringify(configuration.transport)}::jsonb
  )`;
  return or(takenBy(configuration), sentSoBefore);
}

/**
 * As a condition on `referrals`: one of the recipient's formats can say it. Else it is a correction or a retraction that
 * was written before the formats were changed: it stays ready, for a person to withdraw, and holds up no others.
 */
export function sayableTo({ formats }: Pick<RecipientConfiguration, 'formats'>): SQL {
  const unsayable = unsayableIn(formats);
  if (unsayable.length === 0) return sql`true`;
  return not(sql`exists (
    select from ${corrections}
    where ${corrections.referralId} = ${referrals.id} and ${inArray(corrections.relation, unsayable)}
  )`);
}

/** As a condition on `referrals` and `items`: a referral that is ready can be put into a batch for this recipient. */
export const sendableTo = (
  configuration: Pick<RecipientConfiguration, 'platforms' | 'hosts' | 'formats' | 'transport'>,
): SQL | undefined => and(takenOrSentBefore(configuration), sayableTo(configuration));
