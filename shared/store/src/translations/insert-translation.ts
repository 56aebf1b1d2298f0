import type { NewTranslation } from '@lapwing/contracts';
import { writeAudit } from '../audit/write-audit.ts';
import { translations } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

/** What a translation is of, and what is put on record beside it. */
export interface TranslationToInsert extends NewTranslation {
  itemId: string;
  decisionId: string;
  /** Id of the one that it stands in the place of. */
  replaces: string | null;
  /** How much personal data in it was confirmed. */
  confirmedPersonalData: number;
}

/** Keeps a translation, with its audit row. Callers have refused what may not leave. */
export async function insertTranslation(
  transaction: Transaction,
  actor: Actor,
  { itemId, decisionId, language, translatedFrom, text, ...onRecord }: TranslationToInsert,
): Promise<void> {
  const [written] = await transaction
    .insert(translations)
    .values({ decisionId, language, translatedFrom, text, writtenBy: actor.personId })
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
