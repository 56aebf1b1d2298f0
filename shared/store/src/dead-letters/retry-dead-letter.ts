import { deliveryLifecycle } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { lockBatch } from '../batches/lock-batch.ts';
import { Refusal } from '../refusal.ts';
import { batches, deadLetters, items } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/**
 * Makes the work of a dead letter due again and announces it. A delivery goes where the person who asked for it agreed
 * that it goes, and in her name.
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
    if (seen?.queue === 'build-batch' || seen?.queue === 'deliver-batch')
      await lockBatch(transaction, seen.subjectId);
    const [found] = await letterOfId.for('update');
    if (!found) throw new Refusal('not-found', 'There is no such dead letter');
    if (found.resolvedAt) throw new Refusal('conflict', 'This job was tried again already');
    const now = new Date();
    await transaction.update(deadLetters).set({ resolvedAt: now }).where(eq(deadLetters.id, deadLetterId));
    if (found.queue === 'score') {
      await transaction.update(items).set({ scoreDueAt: now }).where(eq(items.id, found.subjectId));
    } else if (found.queue === 'deliver-batch') {
      await transaction
        .update(batches)
        .set({
          deliveryState: deliveryLifecycle.next('GIVEN_UP', 'REQUEST'),
          deliveryDueAt: now,
          deliveryAttempts: 0,
          changedAt: now,
        })
        .where(
          and(
            eq(batches.id, found.subjectId),
            eq(batches.state, 'BUILT'),
            eq(batches.deliveryState, 'GIVEN_UP'),
          ),
        );
    } else {
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
