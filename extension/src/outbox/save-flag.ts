import type { ParsedFlag } from '@lapwing/contracts/flag';
import type { OutboxEntry, Owner } from './outbox-entry.ts';
import type { OutboxStore } from './outbox-store.ts';
import { savedEntry } from './outbox-transitions.ts';

export interface SaveOptions {
  /** Milliseconds since the epoch. */
  now: number;
  /** Key of a refused flag that this one takes the place of. */
  corrects?: string | undefined;
  /** Id of the draft that it was: it becomes the key, so that one draft is never two flags. A UUID. */
  draft?: string | undefined;
}

/**
 * Puts a flag into the outbox and resolves once it is durable; only then may anybody be told that it is saved. Its
 * draft leaves the disk in the same step. A draft that is in the outbox already is not saved again. Rejects when the
 * browser cannot store it (disk full, private window): the caller keeps the form as it is.
 */
export async function saveFlag(
  store: OutboxStore,
  flag: ParsedFlag,
  owner: Owner,
  options: SaveOptions,
): Promise<OutboxEntry> {
  const key = options.draft ?? crypto.randomUUID();
  try {
    return await store.add(savedEntry(key, flag, owner, options.now), { replaces: options.corrects });
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'ConstraintError') throw error;
    const there = await store.change(key, (stored) => stored);
    if (there === null) throw error;
    return there;
  }
}
