import { type CorrectionWritten, goesOneByOne, type ParsedCorrection, unsayableIn } from '@lapwing/contracts';
import { and, eq, ne } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { refusePersonalData } from '../decisions/refuse-personal-data.ts';
import { refuseInvolved } from '../items/refuse-involved.ts';
import { refuseNonSender } from '../recipients/refuse-non-sender.ts';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { corrections, decisions, items, recipients, referrals } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { sourceOfTranslation } from '../translations/source-of-translation.ts';
import { composeWords, type TranslationToSay } from './compose-words.ts';
import { correctionsOfWords } from './corrections-of-words.ts';

/** As long as an explanation may be (referral schema). */
const LONGEST_WORDS = 1_000;

/**
 * Writes what was wrong in a referral that was sent, or takes it back: a referral of its own with its own id, ready to be
 * sent to the same recipient as any other, which says of which one it is. Its batch waits for a second look of somebody else
 * (see `secondLookOf`).
 *
 * Refused: an unknown referral (`not-found`); one that was not sent, is itself a correction, was taken back, or of which a
 * correction waits; a recipient that cannot be told so, by none of its formats, or because it takes reports of content
 * only (`conflict`, with a code); whoever flagged the item or decided it (`two-people`, `already-decided`); personal data that was not
 * confirmed, a translation on which the recipient did not agree or that is not in the script of its language, and too many words (`invalid-request`, by field); whom the recipient's settings do not let send (`forbidden`).
 */
export function writeCorrection(
  store: Pick<Store, 'db'>,
  actor: Actor,
  { referralId, ...input }: { referralId: string } & ParsedCorrection,
): Promise<CorrectionWritten> {
  return store.db.transaction(async (transaction) => {
    const first = await lockFirst(transaction, referralId);
    // Behind its referral, the order of locks everywhere: nobody translates meanwhile what is corrected here.
    const [item] = await transaction.select().from(items).where(eq(items.id, first.itemId)).for('update');
    if (!item) throw new Error('An item vanished; items are never deleted while they are referred');
    await refuseJudges(transaction, actor, item);
    const [recipient] = await transaction
      .select()
      .from(recipients)
      .where(eq(recipients.id, first.recipientId));
    if (!recipient) throw new Error('A recipient vanished; recipients are never deleted');
    const { configuration } = recipient;
    await refuseNonSender(transaction, actor, configuration);
    if (goesOneByOne(configuration.transport) || unsayableIn(configuration.formats).includes(input.relation))
      throw refused(
        'no_format',
        'None of the formats of this recipient can say that: tell it by other means',
      );
    if (input.translation && !configuration.fields.includes(`translation_${input.translation.language}`))
      throw fieldRefusal(
        '/translation/language',
        'not_agreed',
        'This recipient did not agree on translations into this language',
      );
    await refusePersonalData(transaction, input.reason, input.confirmedPersonalData, '/reason');
    await refusePersonalData(transaction, input.explanation ?? '', input.confirmedPersonalData);
    await refusePersonalData(
      transaction,
      input.translation?.text ?? '',
      input.confirmedPersonalData,
      '/translation/text',
    );
    const words = composeWords(configuration.language, first, {
      ...input,
      translation: await withSource(transaction, first.decisionId, input),
    });
    if (words.length > LONGEST_WORDS)
      throw fieldRefusal(
        pointerOfLongest(input),
        'too_long',
        `With our own words around it this has ${words.length} characters, and there is room for ${LONGEST_WORDS}`,
      );
    const [made] = await transaction
      .insert(referrals)
      .values({
        itemId: first.itemId,
        recipientId: first.recipientId,
        decisionId: first.decisionId,
        relatesTo: first.referralId,
        imminent: input.relation === 'CORRECTION' && first.imminent,
        rank: item.rank,
      })
      .returning({ id: referrals.id });
    if (!made) throw new Error('An insert returned no row');
    const { relation, reason, category, severity, explanation, translation } = input;
    await transaction.insert(corrections).values({
      referralId: made.id,
      relation,
      reason,
      category: category ?? null,
      severity: severity ?? null,
      explanation: explanation ?? null,
      translation: translation ?? null,
      words,
      writtenBy: actor.personId,
    });
    await writeAudit(transaction, {
      verb: 'CORRECTION_WRITTEN',
      actor,
      subjectKind: 'referral',
      subjectId: made.id,
      details: {
        relation,
        relatesTo: first.referralId,
        recipientId: first.recipientId,
        changed: Object.keys({
          ...(category === undefined ? {} : { category }),
          ...(severity === undefined ? {} : { severity }),
          ...(explanation === undefined ? {} : { explanation }),
          ...(translation === undefined ? {} : { translation }),
        }),
        confirmedPersonalData: input.confirmedPersonalData.length,
      },
    });
    return { referralId: made.id, relatesTo: first.referralId, relation, words };
  });
}

/** The translation with the language of what it is of: the explanation as it is corrected here, was corrected before, or was. */
async function withSource(
  transaction: Transaction,
  decisionId: string,
  { explanation, translation }: ParsedCorrection,
): Promise<TranslationToSay | undefined> {
  if (!translation) return undefined;
  const [decision] = await transaction
    .select({ explanation: decisions.explanation })
    .from(decisions)
    .where(eq(decisions.id, decisionId));
  if (!decision) throw new Error('A decision vanished; decisions are never deleted');
  const earlier = (await correctionsOfWords(transaction, [decisionId])).get(decisionId) ?? [];
  const corrected = earlier.findLast((one) => one.explanation !== null)?.explanation;
  const original = explanation ?? corrected ?? decision.explanation;
  return { ...translation, translatedFrom: sourceOfTranslation(original, translation, '/translation/text') };
}

/** The last of the fields that make the words longer than they may be. */
function pointerOfLongest({ explanation, translation }: ParsedCorrection): string {
  if (translation !== undefined) return '/translation/text';
  return explanation === undefined ? '/reason' : '/explanation';
}

/** Rule 5: neither who flagged the item nor who decided it alone says something else of it later. */
async function refuseJudges(
  transaction: Transaction,
  actor: Actor,
  item: typeof items.$inferSelect,
): Promise<void> {
  try {
    await refuseInvolved(transaction, actor, item);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const flagged = error.slug === 'two-people';
    const code = flagged ? 'flagged_it' : 'decided_it';
    const detail = `You ${flagged ? 'flagged' : 'decided'} what this referral is about; somebody else writes of it`;
    throw new Refusal(error.slug, detail, [{ pointer: '', code, detail }]);
  }
}

const refused = (code: string, detail: string) =>
  new Refusal('conflict', detail, [{ pointer: '', code, detail }]);

/** The referral that was sent, locked, of which something can be said now. */
async function lockFirst(transaction: Transaction, referralId: string) {
  const [first] = await transaction
    .select()
    .from(referrals)
    .where(eq(referrals.id, referralId))
    .for('update');
  if (!first) throw new Refusal('not-found', 'There is no such referral');
  if (first.sentAt === null || first.content === null)
    throw refused('not_sent', 'This referral was not sent: withdraw it, or cancel its batch');
  if (first.relatesTo !== null)
    throw refused('not_first', 'This is a correction itself: write one of the referral that it is about');
  const others = await transaction
    .select({ state: referrals.state, relation: corrections.relation })
    .from(referrals)
    .innerJoin(corrections, eq(corrections.referralId, referrals.id))
    .where(and(eq(referrals.relatesTo, referralId), ne(referrals.state, 'WITHDRAWN')));
  if (others.some(({ relation }) => relation === 'RETRACTION'))
    throw refused('retracted', 'This referral was taken back already');
  if (others.some(({ state }) => state === 'READY' || state === 'BATCHED'))
    throw refused(
      'correction_waits',
      'A correction of this referral waits to be sent: send or withdraw it first',
    );
  const { itemId, recipientId, decisionId, imminent, sentAt } = first;
  return { referralId, itemId, recipientId, decisionId, imminent, sentAt };
}
