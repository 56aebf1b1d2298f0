import type { Category, ItemState, Platform } from '@lapwing/contracts';

/** What the queue is narrowed to; kept in the address. */
export interface QueueSearch {
  state?: ItemState | undefined;
  platform?: Platform | undefined;
  category?: Category | undefined;
  /** Only what the classifier is unsure of. */
  unsure?: true | undefined;
}
