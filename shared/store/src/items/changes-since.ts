import type { LiveEvent } from '@lapwing/contracts';
import { asc, gt } from 'drizzle-orm';
import { batches, items } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** One change, with a key under which the same change is recognised when two polls overlap. */
export interface Change {
  key: string;
  at: Date;
  event: LiveEvent;
}

/**
 * Items and batches that changed after a time, oldest first, at most `limit` of each. Rows become visible when
 * their transaction commits, which is later than their time stamp: callers ask with an overlap and drop keys that
 * they have seen.
 */
export async function changesSince(store: Pick<Store, 'db'>, since: Date, limit = 500): Promise<Change[]> {
  const [changedItems, changedBatches] = await Promise.all([
    store.db
      .select({ id: items.id, version: items.version, at: items.changedAt })
      .from(items)
      .where(gt(items.changedAt, since))
      .orderBy(asc(items.changedAt))
      .limit(limit),
    store.db
      .select({ id: batches.id, at: batches.changedAt })
      .from(batches)
      .where(gt(batches.changedAt, since))
      .orderBy(asc(batches.changedAt))
      .limit(limit),
  ]);
  const changes: Change[] = [
    ...changedItems.map(({ id, version, at }) => ({
      key: `${id}@${at.getTime()}`,
      at,
      event: { kind: 'ITEM_CHANGED', itemId: id, version } as const,
    })),
    ...changedBatches.map(({ id, at }) => ({
      key: `${id}@${at.getTime()}`,
      at,
      event: { kind: 'BATCH_CHANGED', batchId: id } as const,
    })),
  ];
  return changes.sort((a, b) => a.at.getTime() - b.at.getTime());
}
