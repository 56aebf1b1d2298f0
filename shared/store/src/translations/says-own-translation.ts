import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { referrals, translations } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

/**
 * Whether a referral of a batch says a translation that this person was the last to save, after the decision, and that nobody else
 * saved in the same words knowing the same corrections: nobody but her has seen to it that it says what the original says.
 */
export async function saysOwnTranslation(
  transaction: Transaction,
  { personId }: Actor,
  batchId: string,
): Promise<boolean> {
  const other = alias(translations, 'other');
  const sameWords = and(
    eq(other.decisionId, translations.decisionId),
    eq(other.language, translations.language),
    eq(other.text, translations.text),
  );
  const savedSince = sql`(other.written_at, other.id) > (${translations.writtenAt}, ${translations.id})`;
  const lookedAtByAnother = sql`other.correction_id is not distinct from ${translations.correctionId}
    and (other.with_decision or other.written_by <> ${personId})`;
  const own = await transaction
    .select({ id: translations.id })
    .from(referrals)
    .innerJoin(translations, eq(translations.decisionId, referrals.decisionId))
    .where(
      and(
        eq(referrals.batchId, batchId),
        eq(translations.writtenBy, personId),
        sql`${translations.text} = ${referrals.content} -> ('translation' || initcap(${translations.language})) ->> 'text'`,
        sql`not exists (
          select from ${translations} as other where ${sameWords} and (${savedSince} or ${lookedAtByAnother})
        )`,
      ),
    )
    .limit(1);
  return own.length > 0;
}
