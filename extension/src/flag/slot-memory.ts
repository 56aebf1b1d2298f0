import { readStored, writeStored } from '../browser/storage.ts';
import type { Owner } from '../outbox/outbox-entry.ts';
import { SESSION, SLOT } from '../stored-keys.ts';
import type { SlotMemory } from './draft-keeper.ts';
import { Slot } from './kept-draft.ts';

const keyOf = (owner: Owner, tabId: number | null) => `${SLOT}${owner.server} ${owner.personId} ${tabId}`;

/** The forms in the browser's session storage, which is memory and shared by all windows. */
export const slotMemory: SlotMemory = {
  async read(owner, tabId) {
    return Slot.safeParse(await readStored('session', keyOf(owner, tabId))).data ?? null;
  },
  write(slot) {
    // Full, it keeps the former state; the disk has its own.
    void writeStored('session', keyOf(slot.kept.owner, slot.kept.tabId), slot).catch(() => undefined);
  },
  forget(owner, tabId) {
    void writeStored('session', keyOf(owner, tabId), null);
  },
};

/** The name of this run of the browser, made by whoever asks first. */
export function readSession(): Promise<string> {
  return navigator.locks.request(SESSION, async () => {
    const known = await readStored('session', SESSION);
    if (typeof known === 'string') return known;
    const made = crypto.randomUUID();
    await writeStored('session', SESSION, made);
    return made;
  });
}
