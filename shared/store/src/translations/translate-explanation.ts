import type { ParsedTranslation, TranslationView } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { correctionsOfWords } from '../corrections/corrections-of-words.ts';
import { refusePersonalData } from '../decisions/refuse-personal-data.ts';
import { Refusal } from '../refusal.ts';
import { decisions, flags, items, translations } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { insertTranslation } from './insert-translation.ts';
import { newestTranslations } from './newest-translations.ts';
import { sourceOfTranslation } from './source-of-translation.ts';

/**
 * Puts the explanation of a confirmation beside itself in another language, for recipients that agreed on it: what is sent from
 * then on says it, what was sent or is in a batch stays as it is. The newest into a language counts; whoever wrote it does not
 * send it, unless somebody else saved the same words too (see `saysOwnTranslation`). The same words of the same person change
 * nothing, unless they were out of date: then she looked at them again.
 *
 * Refused: an unknown decision (`not-found`); one that is not what recipients are told, one whose explanation was corrected, since
 * what was not sent yet still says the first one, and where somebody translated or corrected it since the writer looked
 * (`conflict`, codes `not_sent_on`, `corrected`, `changed_meanwhile`); whoever
 * flagged the item (`two-people`); words that name somebody who works here, have personal data that was not confirmed, or are not in the script of
 * their language (`invalid-request`).
 */
export function translateExplanation(
  store: Pick<Store, 'db'>,
  actor: Actor,
  { decisionId, ...input }: { decisionId: string } & ParsedTranslation,
): Promise<TranslationView> {
  return store.db.transaction(async (transaction) => {
    const { itemId, explanation } = await lockItemOf(transaction, decisionId);
    const involved = and(eq(flags.itemId, itemId), eq(flags.personId, actor.personId));
    if ((await transaction.$count(flags, involved)) > 0)
      throw new Refusal('two-people', 'You flagged this item; somebody else writes what is said of it');
    const { language, text, confirmedPersonalData } = input;
    const translatedFrom = sourceOfTranslation(explanation, input, '/text');
    await refusePersonalData(transaction, text, confirmedPersonalData, '/text');
    const corrections = (await correctionsOfWords(transaction, [decisionId])).get(decisionId) ?? [];
    if (corrections.some(({ explanation }) => explanation !== null))
      throw refused(
        'corrected',
        'A correction said another explanation: what is sent without it still says the first one, and no translation goes with that',
      );
    const before = await newestInto(transaction, decisionId, language);
    const sameWords = and(
      eq(translations.decisionId, decisionId),
      eq(translations.language, language),
      eq(translations.text, text),
      eq(translations.writtenBy, actor.personId),
    );
    if (
      before &&
      !before.outOfDate &&
      before.text === text &&
      (await transaction.$count(translations, sameWords))
    )
      return before;
    const { seen } = input;
    if (
      seen.translationId !== (before?.translationId ?? null) ||
      seen.correctionId !== (corrections.at(-1)?.correctionId ?? null)
    )
      throw refused(
        'changed_meanwhile',
        'Somebody else translated or corrected it since you opened it; compare before you save',
      );
    await insertTranslation(transaction, actor, {
      itemId,
      decisionId,
      language,
      translatedFrom,
      text,
      replaces: before?.translationId ?? null,
      correctionId:
        corrections.findLast((one) => one.translation?.language === language)?.correctionId ?? null,
      withDecision: false,
      confirmedPersonalData: confirmedPersonalData.length,
    });
    const after = await newestInto(transaction, decisionId, language);
    if (!after) throw new Error('A translation vanished; none is ever removed');
    return after;
  });
}

async function newestInto(
  transaction: Transaction,
  decisionId: string,
  language: ParsedTranslation['language'],
): Promise<TranslationView | undefined> {
  const newest = await newestTranslations(transaction, [decisionId]);
  return newest.get(decisionId)?.find((one) => one.language === language);
}

const refused = (code: string, detail: string) =>
  new Refusal('conflict', detail, [{ pointer: '', code, detail }]);

/** Locked, so that of two who save the same words one changes nothing, and no correction is written meanwhile. */
async function lockItemOf(
  transaction: Transaction,
  decisionId: string,
): Promise<{ itemId: string; explanation: string }> {
  const [found] = await transaction
    .select({ itemId: items.id, toState: decisions.toState, explanation: decisions.explanation })
    .from(decisions)
    .innerJoin(items, eq(items.id, decisions.itemId))
    .where(eq(decisions.id, decisionId))
    .for('update', { of: items });
  if (!found) throw new Refusal('not-found', 'There is no such decision');
  if (found.toState !== 'CONFIRMED') {
    throw refused('not_sent_on', 'The explanation of this decision is sent to nobody');
  }
  return found;
}
