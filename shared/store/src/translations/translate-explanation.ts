import type { ParsedTranslation, TranslationView } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { refusePersonalData } from '../decisions/refuse-personal-data.ts';
import { Refusal } from '../refusal.ts';
import { decisions, flags, items } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { insertTranslation } from './insert-translation.ts';
import { newestTranslations } from './newest-translations.ts';

/**
 * Puts the explanation of a confirmation beside itself in another language, for recipients that agreed on it: what is sent from
 * then on says it, what was sent or is in a batch stays as it is. The newest into a language counts. The same words again
 * change nothing, unless they were out of date: then somebody looked at them again.
 *
 * Refused: an unknown decision (`not-found`); one that is not what recipients are told (`conflict`, code `not_sent_on`); whoever
 * flagged the item (`two-people`); words that name somebody who works here or have personal data that was not confirmed
 * (`invalid-request`).
 */
export function translateExplanation(
  store: Pick<Store, 'db'>,
  actor: Actor,
  { decisionId, ...input }: { decisionId: string } & ParsedTranslation,
): Promise<TranslationView> {
  return store.db.transaction(async (transaction) => {
    const itemId = await lockItemOf(transaction, decisionId);
    const involved = and(eq(flags.itemId, itemId), eq(flags.personId, actor.personId));
    if ((await transaction.$count(flags, involved)) > 0)
      throw new Refusal('two-people', 'You flagged this item; somebody else writes what is said of it');
    const { language, translatedFrom, text, confirmedPersonalData } = input;
    await refusePersonalData(transaction, text, confirmedPersonalData, '/text');
    const before = await newestInto(transaction, decisionId, language);
    if (before && !before.outOfDate && before.text === text && before.translatedFrom === translatedFrom)
      return before;
    await insertTranslation(transaction, actor, {
      itemId,
      decisionId,
      language,
      translatedFrom,
      text,
      replaces: before?.translationId ?? null,
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

/** Locked, so that of two who save the same words one changes nothing. */
async function lockItemOf(transaction: Transaction, decisionId: string): Promise<string> {
  const [found] = await transaction
    .select({ itemId: items.id, toState: decisions.toState })
    .from(decisions)
    .innerJoin(items, eq(items.id, decisions.itemId))
    .where(eq(decisions.id, decisionId))
    .for('update', { of: items });
  if (!found) throw new Refusal('not-found', 'There is no such decision');
  if (found.toState !== 'CONFIRMED') {
    const detail = 'The explanation of this decision is sent to nobody';
    throw new Refusal('conflict', detail, [{ pointer: '', code: 'not_sent_on', detail }]);
  }
  return found.itemId;
}
