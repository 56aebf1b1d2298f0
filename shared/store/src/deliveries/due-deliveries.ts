import { asc, desc, lte } from 'drizzle-orm';
import { batches } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** For every recipient the batch with an attempt to make next: imminent danger first, then what is due longest. */
export async function dueDeliveries(
  store: Pick<Store, 'db'>,
): Promise<{ batchId: string; recipientId: string }[]> {
  const due = await store.db
    .selectDistinctOn([batches.recipientId], {
      batchId: batches.id,
      recipientId: batches.recipientId,
      imminent: batches.imminent,
    })
    .from(batches)
    .where(lte(batches.deliveryDueAt, new Date()))
    .orderBy(asc(batches.recipientId), desc(batches.imminent), asc(batches.deliveryDueAt));
  return due
    .toSorted((a, b) => Number(b.imminent) - Number(a.imminent))
    .map(({ batchId, recipientId }) => ({ batchId, recipientId }));
}
