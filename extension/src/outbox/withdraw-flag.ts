import type { OutboxEntry, Owner } from './outbox-entry.ts';
import { isSameOwner } from './outbox-entry.ts';
import type { OutboxStore } from './outbox-store.ts';
import { withdrawn } from './outbox-transitions.ts';

/**
 * Takes back a flag that the server did not confirm yet, as the person who saved it. Gives what became of it:
 * WITHDRAWN, and its content is gone; SENDING, and the answer to the request on its way decides; or null.
 */
export function withdrawFlag(
  store: OutboxStore,
  key: string,
  owner: Owner,
  now: number,
): Promise<OutboxEntry | null> {
  return store.change(key, (stored) => (isSameOwner(stored.owner, owner) ? withdrawn(stored, now) : stored));
}
