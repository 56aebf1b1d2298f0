import type { Translation, TranslationView } from '@lapwing/contracts';
import { desc, eq, inArray } from 'drizzle-orm';
import { correctionsOfWords } from '../corrections/corrections-of-words.ts';
import { people, translations } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/**
 * The newest translation of each explanation into each language, by decision. Which corrections its writer knew is kept with
 * it, so that no clock says whether it is out of date.
 */
export async function newestTranslations(
  db: Database | Transaction,
  decisionIds: readonly string[],
): Promise<Map<string, TranslationView[]>> {
  if (decisionIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([translations.decisionId, translations.language], {
      translation: translations,
      by: people.pseudonym,
    })
    .from(translations)
    .innerJoin(people, eq(people.id, translations.writtenBy))
    .where(inArray(translations.decisionId, [...decisionIds]))
    .orderBy(
      translations.decisionId,
      translations.language,
      desc(translations.writtenAt),
      desc(translations.id),
    );
  const grouped = Map.groupBy(rows, ({ translation }) => translation.decisionId);
  const correctionsOf = await correctionsOfWords(db, [...grouped.keys()]);
  return new Map(
    [...grouped].map(([decisionId, ofOne]) => {
      const corrections = correctionsOf.get(decisionId) ?? [];
      // What was not sent yet says the first explanation: no translation of other words goes beside it, nor one of words that were wrong.
      const corrected = corrections.some(({ explanation }) => explanation !== null);
      return [
        decisionId,
        ofOne.map(({ translation, by }) => {
          const told = corrections.findLast((one) => one.translation?.language === translation.language);
          const known = (told?.correctionId ?? null) === translation.correctionId;
          return {
            translationId: translation.id,
            language: translation.language,
            translatedFrom: translation.translatedFrom,
            text: translation.text,
            by,
            writtenAt: translation.writtenAt.toISOString(),
            outOfDate: corrected || !known,
            toldInstead: known ? null : (told?.translation?.text ?? null),
          };
        }),
      ];
    }),
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
