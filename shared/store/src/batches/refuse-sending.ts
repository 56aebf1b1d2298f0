import { batchLifecycle } from '@lapwing/contracts';
import { and, eq, inArray } from 'drizzle-orm';
import { refuseNonSender } from '../recipients/refuse-non-sender.ts';
import { isHeld, isImminent } from '../referrals/law-enforcement-first.ts';
import { Refusal, sendingRefusal } from '../refusal.ts';
import { type batches, items, recipients, referrals } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';
import { saysOwnTranslation } from '../translations/says-own-translation.ts';
import { lockReferralsOfBatch } from './lock-batch.ts';
import { waitsForSecondLook } from './second-look.ts';

/**
 * What stands in the way of sending a locked batch, whoever or whatever sends it: its state, a second look that nobody gave yet, and danger that was named
 * since it was made (see {@link dangerSince}); of a batch that a schedule made whoever released it; whoever wrote a translation in it after the decision, where nobody else looked at it or at the batch; and whoever the recipient's settings, as they are now, do not let send to it
 * (`forbidden`). Locks its referrals.
 *
 * With `onRecord`, for a person who says that it was handed over: of a batch that may have arrived, only what is held is
 * refused. It cannot be cancelled, and what the recipient has is not called back by building anew.
 *
 * @returns ids of its referrals in the order of the envelope
 */
export async function refuseSending(
  transaction: Transaction,
  actor: Actor,
  batch: typeof batches.$inferSelect,
  { onRecord = false }: { onRecord?: boolean } = {},
): Promise<string[]> {
  batchLifecycle.next(batch.state, 'SEND');
  const [recipient] = await transaction
    .select({ configuration: recipients.configuration })
    .from(recipients)
    .where(eq(recipients.id, batch.recipientId));
  if (!recipient) throw new Error('A recipient vanished; recipients are never deleted');
  await refuseNonSender(transaction, actor, recipient.configuration);
  const inside = await lockReferralsOfBatch(transaction, batch.id);
  const danger = await dangerSince(transaction, batch);
  if (danger && !(onRecord && batch.mayHaveArrived && danger.slug === 'conflict')) throw danger;
  if (await waitsForSecondLook(transaction, batch))
    throw sendingRefusal(
      'second_look',
      'Somebody other than who made this batch looks at it and releases it first',
    );
  // Rule 5: one person looked, and another sends; of what a person made, that is who made it and who looked.
  if (batch.createdBy === null && batch.releasedBy === actor.personId)
    throw sendingRefusal('own_release', 'A schedule made this batch: whoever released it does not send it');
  const arrived = onRecord && batch.mayHaveArrived;
  const looked = batch.releasedBy !== null && batch.releasedBy !== actor.personId;
  if (!batch.imminent && !arrived && !looked && (await saysOwnTranslation(transaction, actor, batch.id)))
    throw sendingRefusal(
      'own_translation',
      'You wrote a translation in this batch after the decision: somebody else sends it, or looks at the translation and saves it too',
    );
  return inside;
}

/**
 * The refusal where a child turned out to be in danger since the batch was made, while law enforcement was not told
 * (`law-enforcement-first`), or after that, since what the batch says was fixed before the danger was known and imminent
 * danger travels alone (`conflict`: cancel it and build anew, or settle what may have arrived). Null where there is none.
 * Locks the items.
 */
export async function dangerSince(
  transaction: Transaction,
  { id: batchId, imminent, mayHaveArrived }: { id: string; imminent: boolean; mayHaveArrived: boolean },
): Promise<Refusal | null> {
  const itemIds = transaction
    .select({ id: referrals.itemId })
    .from(referrals)
    .where(eq(referrals.batchId, batchId));
  await transaction
    .select({ id: items.id })
    .from(items)
    .where(inArray(items.id, itemIds))
    .orderBy(items.id)
    .for('share');
  const inDanger = await transaction
    .select({ held: isHeld })
    .from(referrals)
    .innerJoin(items, eq(items.id, referrals.itemId))
    .where(and(eq(referrals.batchId, batchId), isImminent));
  if (inDanger.some(({ held }) => held)) {
    return new Refusal(
      'law-enforcement-first',
      'A child may be in danger now in one of these: tell law enforcement first, or ask a lead for an override',
    );
  }
  if (!imminent && inDanger.length > 0) {
    return sendingRefusal(
      'danger_since',
      mayHaveArrived
        ? 'Since this batch was made, one of its items was flagged as imminent danger, and the recipient may have it already: ask, then mark it as sent'
        : 'Since this batch was made, one of its items was flagged as imminent danger, which travels alone: cancel it and build anew',
    );
  }
  return null;
}
