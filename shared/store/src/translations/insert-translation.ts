import type { NewTranslation, TranslationLanguage } from '@lapwing/contracts';
import { writeAudit } from '../audit/write-audit.ts';
import { translations } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

/** What a translation is of, and what is put on record beside it. */
export interface TranslationToInsert extends NewTranslation {
  itemId: string;
  /** Language of the explanation, where that is known. */
  translatedFrom: TranslationLanguage | null;
  decisionId: string;
  /** Id of the one that it stands in the place of. */
  replaces: string | null;
  /** The newest correction of a translation into its language. */
  correctionId: string | null;
  /** Whether it is written with the decision, by who decides. */
  withDecision: boolean;
  /** How much personal data in it was confirmed. */
  confirmedPersonalData: number;
}

/** Keeps a translation, with its audit row. Callers have refused what may not leave. */
export async function insertTranslation(
  transaction: Transaction,
  actor: Actor,
  {
    itemId,
    decisionId,
    language,
    translatedFrom,
    text,
    correctionId,
    withDecision,
    ...onRecord
  }: TranslationToInsert,
): Promise<void> {
  const [written] = await transaction
    .insert(translations)
    .values({
      decisionId,
      language,
      translatedFrom,
      text,
      correctionId,
      withDecision,
      writtenBy: actor.personId,
    })
    .returning({ id: translations.id });
  if (!written) throw new Error('An insert returned no row');
  await writeAudit(transaction, {
    verb: 'TRANSLATION_WRITTEN',
    actor,
    subjectKind: 'item',
    subjectId: itemId,
    details: { decisionId, translationId: written.id, language, translatedFrom, ...onRecord },
  });
}
