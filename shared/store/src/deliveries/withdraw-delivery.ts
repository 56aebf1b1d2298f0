import { type BatchView, deliveryLifecycle } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batchView } from '../batches/batch-view.ts';
import { lockBatch } from '../batches/lock-batch.ts';
import { sendingRefusal } from '../refusal.ts';
import { batches } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/**
 * Takes back a delivery that waits. Refused once an attempt was begun (`conflict`), because the recipient may have the
 * batch by then, and where none waits.
 */
export function withdrawDelivery(
  store: Pick<Store, 'db'>,
  actor: Actor,
  batchId: string,
): Promise<BatchView> {
  return store.db.transaction(async (transaction) => {
    const batch = await lockBatch(transaction, batchId);
    const deliveryState = deliveryLifecycle.next(batch.deliveryState, 'WITHDRAW');
    if (batch.deliveryAttempts > 0)
      throw sendingRefusal(
        'may_have_arrived',
        'An attempt to deliver this batch has begun: the recipient may have it',
      );
    await transaction
      .update(batches)
      .set({ deliveryState, deliveryDueAt: null, changedAt: new Date() })
      .where(eq(batches.id, batchId));
    await writeAudit(transaction, {
      verb: 'DELIVERY_WITHDRAWN',
      actor,
      subjectKind: 'batch',
      subjectId: batchId,
    });
    return batchView(transaction, batchId);
  });
}
