import type {
  RecipientConfiguration,
  RecipientPreview,
  RecipientPreviewInput,
  Referral,
} from '@lapwing/contracts';
import { and, asc, desc, eq } from 'drizzle-orm';
import { v4 } from 'uuid';
import { writeAudit } from '../audit/write-audit.ts';
import { composeReferrals } from '../referrals/compose-referrals.ts';
import { isHeld } from '../referrals/law-enforcement-first.ts';
import { Refusal } from '../refusal.ts';
import { items, recipients, referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import {
  PreviewAnswer,
  type PreviewQuestion,
  previewAnswerContext,
  previewQuestionContext,
} from './preview-seals.ts';
import { maySendTo } from './refuse-non-sender.ts';
import { sendableTo } from './sendable-to.ts';

/** How long somebody waits at most, in milliseconds: a letter as PDF takes a moment. */
const PATIENCE_MS = 8_000;

/**
 * What a recipient would get with settings that are being edited, written by the exporter as it writes a batch. The first
 * referral that would go to it is shown where that is asked for, and the caller may see referrals (`mayReadReferrals`) and may send to this
 * recipient: a disclosure, and on record. Else the invented sample is. Question and answer travel sealed and are kept
 * nowhere. Refused: when no exporter answers in time (`unavailable`).
 */
export async function previewRecipient(
  store: Pick<Store, 'db' | 'sealer' | 'queues'>,
  actor: Actor,
  { recipientId, recipient, category, urgent, real }: RecipientPreviewInput,
  { mayReadReferrals }: { mayReadReferrals: boolean },
): Promise<RecipientPreview> {
  const referral =
    real && mayReadReferrals && recipientId !== null
      ? await discloseFirstReferral(store, actor, recipientId, recipient.configuration)
      : null;
  const question: PreviewQuestion = { recipient, category, urgent, referral };
  const requestId = v4();
  const sealed = store.sealer.seal(JSON.stringify(question), previewQuestionContext(requestId));
  const answer = await store.queues.askPreview({ requestId, sealed }, PATIENCE_MS);
  if (answer === null) throw new Refusal('unavailable', 'The exporter does not answer at the moment');
  const written = PreviewAnswer.parse(JSON.parse(store.sealer.open(answer, previewAnswerContext(requestId))));
  return { source: referral === null ? 'SAMPLE' : 'REFERRAL', ...written };
}

function discloseFirstReferral(
  store: Pick<Store, 'db'>,
  actor: Actor,
  recipientId: string,
  settings: RecipientConfiguration,
): Promise<Referral | null> {
  return store.db.transaction(async (transaction) => {
    const [saved] = await transaction.select().from(recipients).where(eq(recipients.id, recipientId));
    // Who may send is what is saved: nobody lets herself in by an edit that she does not save.
    if (!saved || !(await maySendTo(transaction, actor, saved.configuration))) return null;
    const [first] = await transaction
      .select({ id: referrals.id, held: isHeld })
      .from(referrals)
      .innerJoin(items, eq(items.id, referrals.itemId))
      .where(and(eq(referrals.recipientId, recipientId), eq(referrals.state, 'READY'), sendableTo(settings)))
      .orderBy(asc(isHeld), desc(referrals.rank), asc(referrals.id))
      .limit(1);
    if (!first || first.held) return null;
    const [referral] = await composeReferrals(transaction, [first.id], settings);
    if (!referral) return null;
    await writeAudit(transaction, {
      verb: 'DISCLOSED_BATCH_PREVIEW',
      actor,
      subjectKind: 'recipient',
      subjectId: recipientId,
      details: { referralIds: [first.id], fields: settings.fields, whileEditing: true },
    });
    return referral;
  });
}
