import { z } from 'zod';
import { onStored, readStored, writeStored } from '../browser/storage.ts';
import { LOOKING } from '../stored-keys.ts';
import { type Looking, notLooking } from './looking.ts';

const Stored = z.object({
  lookedMs: z.number().nonnegative(),
  lastAt: z.number(),
  extraMs: z.number(),
  restingSince: z.number().nullable(),
});

const lookingOf = (stored: unknown): Looking => Stored.safeParse(stored).data ?? notLooking;

/** How long the person has been looking, as known on this computer and nowhere else. */
export async function readLooking(): Promise<Looking> {
  return lookingOf(await readStored('local', LOOKING));
}

/** Calls back whenever it changes, from wherever; gives a function that stops it. */
export function onLooking(listener: (looking: Looking) => void): () => void {
  return onStored('local', LOOKING, (value) => listener(lookingOf(value)));
}

/** Changes it. Panel and background take turns, so that neither undoes the other. */
export async function changeLooking(change: (looking: Looking) => Looking): Promise<Looking> {
  return navigator.locks.request(LOOKING, async () => {
    const changed = change(await readLooking());
    await writeStored('local', LOOKING, changed);
    return changed;
  });
}
