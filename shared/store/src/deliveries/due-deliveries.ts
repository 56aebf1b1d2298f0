import { and, asc, desc, eq, isNull, lte, or } from 'drizzle-orm';
import { batches, recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';

/**
 * For every recipient the batch with an attempt to make next: imminent danger first, then what is due longest. Of a
 * recipient that is left in peace only imminent danger.
 */
export async function dueDeliveries(
  store: Pick<Store, 'db'>,
): Promise<{ batchId: string; recipientId: string; imminent: boolean }[]> {
  const now = new Date();
  const due = await store.db
    .selectDistinctOn([batches.recipientId], {
      batchId: batches.id,
      recipientId: batches.recipientId,
      imminent: batches.imminent,
    })
    .from(batches)
    .innerJoin(recipients, eq(recipients.id, batches.recipientId))
    .where(
      and(
        lte(batches.deliveryDueAt, now),
        or(batches.imminent, isNull(recipients.pausedUntil), lte(recipients.pausedUntil, now)),
      ),
    )
    .orderBy(asc(batches.recipientId), desc(batches.imminent), asc(batches.deliveryDueAt));
  return due.toSorted((a, b) => Number(b.imminent) - Number(a.imminent));
}
