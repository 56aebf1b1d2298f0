import type { Translation, TranslationView } from '@lapwing/contracts';
import { desc, eq, inArray, sql } from 'drizzle-orm';
import { corrections, decisions, people, referrals, translations } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/** What a recipient was told about the same item since: the newest explanation of a correction that was not withdrawn. */
const correctedTo = sql<string | null>`(
  select ${corrections.explanation} from ${corrections} join ${referrals} on ${referrals.id} = ${corrections.referralId}
  where ${referrals.itemId} = ${decisions.itemId} and ${referrals.state} <> 'WITHDRAWN'
    and ${corrections.explanation} is not null and ${corrections.writtenAt} >= ${translations.writtenAt}
  order by ${corrections.writtenAt} desc limit 1
)`;

/** The newest translation of each explanation into each language, by decision. */
export async function newestTranslations(
  db: Database | Transaction,
  decisionIds: readonly string[],
): Promise<Map<string, TranslationView[]>> {
  if (decisionIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([translations.decisionId, translations.language], {
      translation: translations,
      by: people.pseudonym,
      correctedTo,
    })
    .from(translations)
    .innerJoin(decisions, eq(decisions.id, translations.decisionId))
    .innerJoin(people, eq(people.id, translations.writtenBy))
    .where(inArray(translations.decisionId, [...decisionIds]))
    .orderBy(
      translations.decisionId,
      translations.language,
      desc(translations.writtenAt),
      desc(translations.id),
    );
  const grouped = Map.groupBy(rows, ({ translation }) => translation.decisionId);
  return new Map(
    [...grouped].map(([decisionId, ofOne]) => [
      decisionId,
      ofOne.map(({ translation, by, correctedTo: corrected }) => ({
        translationId: translation.id,
        language: translation.language,
        translatedFrom: translation.translatedFrom,
        text: translation.text,
        by,
        writtenAt: translation.writtenAt.toISOString(),
        outOfDate: corrected !== null,
        correctedTo: corrected,
      })),
    ]),
  );
}

/** As it leaves: what is out of date does not, and nobody is named (rule 8). */
export function translationThatMayLeave(
  newest: readonly TranslationView[],
  language: Translation['language'],
): Translation | null {
  const found = newest.find((one) => one.language === language && !one.outOfDate);
  return found
    ? { language, translatedFrom: found.translatedFrom, madeBy: 'ORGANISATION', text: found.text }
    : null;
}
