import type { ItemDetail } from '@lapwing/contracts';

/** An item as loaded: with this device's time at which the answer came, for the claim's countdown. */
export type LoadedItem = ItemDetail & { receivedAt: number };
