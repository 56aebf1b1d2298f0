import { and, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { lockBatch } from '../batches/lock-batch.ts';
import { Refusal } from '../refusal.ts';
import { batches, deadLetters, evidencePackages, items } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/**
 * Makes the work of a dead letter due again and announces it. Refused (`conflict`): one that was tried again already, and
 * a delivery, which leaves only when somebody who sends says so. Of a message that could not be read it says that somebody
 * looked for it in the mailbox.
 */
export async function retryDeadLetter(store: Store, actor: Actor, deadLetterId: string): Promise<void> {
  const letter = await store.db.transaction(async (transaction) => {
    const letterOfId = transaction
      .select()
      .from(deadLetters)
      .where(eq(deadLetters.id, deadLetterId))
      .$dynamic();
    const [seen] = await letterOfId;
    // What it is about first, then the letter: the order in which cancelBatch locks.
    if (seen?.queue === 'build-batch') await lockBatch(transaction, seen.subjectId);
    const [found] = await letterOfId.for('update');
    if (!found) throw new Refusal('not-found', 'There is no such dead letter');
    if (found.resolvedAt) throw new Refusal('conflict', 'This job was tried again already');
    if (found.queue === 'deliver-batch')
      throw new Refusal(
        'conflict',
        'A delivery is not tried again from here: a referrer delivers the batch again',
      );
    const now = new Date();
    await transaction.update(deadLetters).set({ resolvedAt: now }).where(eq(deadLetters.id, deadLetterId));
    if (found.queue === 'score') {
      await transaction.update(items).set({ scoreDueAt: now }).where(eq(items.id, found.subjectId));
    } else if (found.queue === 'build-evidence') {
      // With a newer checkpoint: the one that was chosen may be of a key that was changed since.
      await transaction
        .update(evidencePackages)
        .set({ buildDueAt: now, attempts: 0, lastError: null, checkpointSize: null, changedAt: now })
        .where(and(eq(evidencePackages.id, found.subjectId), eq(evidencePackages.state, 'BUILDING')));
    } else if (found.queue === 'build-batch') {
      await transaction
        .update(batches)
        .set({ buildDueAt: now, attempts: 0, lastError: null, changedAt: now })
        .where(and(eq(batches.id, found.subjectId), eq(batches.state, 'BUILDING')));
    }
    await writeAudit(transaction, {
      verb: 'DEAD_LETTER_RESOLVED',
      actor,
      subjectKind: 'job',
      subjectId: deadLetterId,
      details: { queue: found.queue, subjectId: found.subjectId },
    });
    return found;
  });
  if (letter.queue === 'score')
    await store.queues.enqueueScore({ itemId: letter.subjectId, dueAt: new Date().toISOString() });
  else if (letter.queue === 'build-batch')
    await store.queues.enqueueBatchBuild({ batchId: letter.subjectId });
}
