import { type RecipientConfiguration, unsayableIn } from '@lapwing/contracts';
import { inArray, not, type SQL, sql } from 'drizzle-orm';
import { corrections, referrals } from '../schema/index.ts';

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
