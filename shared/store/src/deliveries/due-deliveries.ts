import { desc, eq, sql } from 'drizzle-orm';
import { batches, recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';

/**
 * For every recipient, or for one, the batch with an attempt to make next: imminent danger first, then what is due longest.
 * Of a recipient that is left in peace only imminent danger. As fast with thousands of batches due as with one.
 */
export async function dueDeliveries(
  store: Pick<Store, 'db'>,
  recipientId?: string,
): Promise<{ batchId: string; recipientId: string; imminent: boolean }[]> {
  const now = new Date().toISOString();
  const next = sql`lateral (
    select ${batches.id}, ${batches.imminent} from ${batches}
    where ${batches.recipientId} = ${recipients.id} and ${batches.deliveryDueAt} <= ${now}::timestamptz
      and (${batches.imminent} or ${recipients.pausedUntil} is null or ${recipients.pausedUntil} <= ${now}::timestamptz)
    order by ${batches.imminent} desc, ${batches.deliveryDueAt} limit 1
  ) as next`;
  return store.db
    .select({
      batchId: sql<string>`next.id`,
      recipientId: recipients.id,
      imminent: sql<boolean>`next.imminent`,
    })
    .from(recipients)
    .innerJoin(next, sql`true`)
    .where(recipientId === undefined ? undefined : eq(recipients.id, recipientId))
    .orderBy(desc(sql`next.imminent`));
}
