import type { ParsedFlag } from '@lapwing/contracts/flag';
import type { OutboxEntry, Owner } from './outbox-entry.ts';
import type { OutboxStore } from './outbox-store.ts';
import { savedEntry } from './outbox-transitions.ts';

/**
 * Puts a flag into the outbox under a new idempotency key (a UUID) and resolves once it is durable; only then may
 * anybody be told that it is saved. `corrects` is the key of a refused flag that this one takes the place of.
 * Rejects when the browser cannot store it (disk full, private window): the caller keeps the form as it is.
 */
export async function saveFlag(
  store: OutboxStore,
  flag: ParsedFlag,
  owner: Owner,
  options: { now: number; corrects?: string | undefined },
): Promise<OutboxEntry> {
  const entry = savedEntry(crypto.randomUUID(), flag, owner, options.now);
  await store.add(entry, options.corrects);
  return entry;
}
