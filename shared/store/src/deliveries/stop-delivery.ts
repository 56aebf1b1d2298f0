import { type BatchView, deliveryLifecycle } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batchView } from '../batches/batch-view.ts';
import { lockBatch } from '../batches/lock-batch.ts';
import { takeBatchLock } from '../batches/with-batch-lock.ts';
import { sendingRefusal } from '../refusal.ts';
import { batches } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/**
 * A person stops a delivery between two attempts: none is to come, and she decides as where it was given up. What may
 * have arrived by an earlier attempt stays so. Refused: where none waits (`TransitionRefused`), and while an attempt is being
 * made (`conflict`), since it may arrive at this very moment.
 */
export function stopDelivery(store: Pick<Store, 'db'>, actor: Actor, batchId: string): Promise<BatchView> {
  return store.db.transaction(async (transaction) => {
    // The exporter's own lock: held from before an attempt is counted until its end is on record.
    const free = await takeBatchLock(transaction, batchId);
    const batch = await lockBatch(transaction, batchId);
    const deliveryState = deliveryLifecycle.next(batch.deliveryState, 'STOP');
    if (!free)
      throw sendingRefusal(
        'attempt_runs',
        'An attempt is being made: wait for its end, then stop the delivery',
      );
    await transaction
      .update(batches)
      .set({ deliveryState, deliveryDueAt: null, deliveryError: 'STOPPED', changedAt: new Date() })
      .where(eq(batches.id, batchId));
    await writeAudit(transaction, {
      verb: 'DELIVERY_STOPPED',
      actor,
      subjectKind: 'batch',
      subjectId: batchId,
      details: {
        attempts: batch.deliveryAttempts,
        lastError: batch.deliveryError,
        mayHaveArrived: batch.mayHaveArrived,
      },
    });
    return batchView(transaction, batchId);
  });
}
