import type { NewTranslation } from '@lapwing/contracts';
import { and, asc, eq, inArray, isNotNull, ne, or } from 'drizzle-orm';
import { corrections, referrals } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/** A correction of what an explanation, or a translation of it, says. */
interface CorrectionOfWords {
  correctionId: string;
  explanation: string | null;
  translation: NewTranslation | null;
}

/** What recipients were or will be told instead of the words of decisions, by decision, oldest first; not what was withdrawn. */
export async function correctionsOfWords(
  db: Database | Transaction,
  decisionIds: readonly string[],
): Promise<Map<string, CorrectionOfWords[]>> {
  if (decisionIds.length === 0) return new Map();
  const rows = await db
    .select({
      decisionId: referrals.decisionId,
      correctionId: corrections.referralId,
      explanation: corrections.explanation,
      translation: corrections.translation,
    })
    .from(corrections)
    .innerJoin(referrals, eq(referrals.id, corrections.referralId))
    .where(
      and(
        inArray(referrals.decisionId, [...decisionIds]),
        ne(referrals.state, 'WITHDRAWN'),
        or(isNotNull(corrections.explanation), isNotNull(corrections.translation)),
      ),
    )
    .orderBy(asc(corrections.writtenAt), asc(corrections.referralId));
  return Map.groupBy(rows, ({ decisionId }) => decisionId);
}
