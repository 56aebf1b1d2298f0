import type { BatchView } from '@lapwing/contracts';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { refuseNonSender } from '../recipients/refuse-non-sender.ts';
import { Refusal, sendingRefusal } from '../refusal.ts';
import { audit, batches, corrections, flags, referrals } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { batchView } from './batch-view.ts';
import { lockBatch } from './lock-batch.ts';
import { waitsForSecondLook } from './second-look.ts';

/**
 * A second person looked at a built batch and lets it be sent, which is not sending it. Refused: an unknown batch
 * (`not-found`); one that waits for no second look or is not built (`conflict`); whoever made it, and whoever opened neither
 * a file nor the worksheet of it (`conflict`, with a code); of one that corrects or takes back what was sent, also whoever
 * wrote that, and whoever flagged what it is about; whom the recipient's settings do not let send (`forbidden`).
 */
export function releaseBatch(store: Pick<Store, 'db'>, actor: Actor, batchId: string): Promise<BatchView> {
  return store.db.transaction(async (transaction) => {
    const batch = await lockBatch(transaction, batchId);
    if (batch.state !== 'BUILT' || !(await waitsForSecondLook(transaction, batch)))
      throw new Refusal('conflict', 'This batch does not wait for a second look');
    await refuseNonSender(transaction, actor, batch.configuration);
    if (batch.createdBy === actor.personId)
      throw sendingRefusal('own_batch', 'Whoever made a batch does not give it the second look');
    await refuseInvolvedInCorrection(transaction, actor, batchId);
    if (!(await hasOpened(transaction, actor, batchId)))
      throw sendingRefusal('not_looked', 'Open its files, or the fields to copy, before you release it');
    const now = new Date();
    await transaction
      .update(batches)
      .set({ releasedBy: actor.personId, releasedAt: now, changedAt: now })
      .where(eq(batches.id, batchId));
    await writeAudit(transaction, {
      verb: 'BATCH_RELEASED',
      actor,
      subjectKind: 'batch',
      subjectId: batchId,
      details: { madeBy: batch.createdBy },
    });
    return batchView(transaction, batchId);
  });
}

/** Rule 5: what one person wrote alone is seen by somebody who neither wrote it nor flagged what it is about. */
async function refuseInvolvedInCorrection(
  transaction: Transaction,
  actor: Actor,
  batchId: string,
): Promise<void> {
  const [involved] = await transaction
    .select({
      wrote: sql<boolean>`coalesce(bool_or(${corrections.writtenBy} = ${actor.personId}), false)`,
      flagged: flaggedOneBy(actor),
    })
    .from(referrals)
    .innerJoin(corrections, eq(corrections.referralId, referrals.id))
    .where(eq(referrals.batchId, batchId));
  if (involved?.wrote)
    throw sendingRefusal('own_correction', 'Whoever wrote a correction does not give it the second look');
  if (involved?.flagged)
    throw sendingRefusal(
      'flagged_it',
      'Whoever flagged what a correction is about does not give it the second look',
    );
}

const flaggedOneBy = ({ personId }: Actor) =>
  sql<boolean>`coalesce(bool_or(exists (
    select from ${flags} where ${flags.itemId} = ${referrals.itemId} and ${flags.personId} = ${personId}
  )), false)`;

/** Whether she opened what it holds: every opening is on record (rule 7). */
async function hasOpened(transaction: Transaction, actor: Actor, batchId: string): Promise<boolean> {
  const opened = and(
    eq(audit.subjectKind, 'batch'),
    eq(audit.subjectId, batchId),
    eq(audit.actorId, actor.personId),
    inArray(audit.verb, ['DISCLOSED_BATCH_FILE', 'DISCLOSED_BATCH_WORKSHEET']),
  );
  return (await transaction.$count(audit, opened)) > 0;
}
