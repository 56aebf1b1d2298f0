import { z } from 'zod';
import { onStored, readStored, writeStored } from '../browser/storage.ts';
import { LOOKS } from '../stored-keys.ts';
import { Look, type WaitingLook } from './look.ts';

/** Held while the stored looks are changed, by whichever of our pages or the background. */
const LOOKS_LOCK = 'looks';

/** What another version of the extension wrote is left as it is. */
const Rows = z.array(z.unknown()).catch([]);

const looksOf = (stored: unknown): Look[] =>
  Rows.parse(stored).flatMap((row) => Look.safeParse(row).data ?? []);

/** Every look that the server does not have yet, in the order in which they were taken. */
export async function readLooks(): Promise<Look[]> {
  return looksOf(await readStored('local', LOOKS));
}

/** Calls back whenever a look comes, changes or goes, from wherever; gives a function that stops it. */
export function onLooks(listener: (looks: Look[]) => void): () => void {
  return onStored('local', LOOKS, (stored) => listener(looksOf(stored)));
}

/** Keeps a look; resolves once it is stored. Rejects where the browser cannot store it. */
export function addLook(look: WaitingLook): Promise<void> {
  return rewrite((rows) => [...rows, look]);
}

/** Changes one look; null removes it. Does nothing where it is gone, so that nothing comes back after a wipe. */
export function changeLook(key: string, change: (look: Look) => Look | null): Promise<void> {
  return rewrite((rows) =>
    rows.flatMap((row) => {
      const look = Look.safeParse(row).data;
      return look?.key === key ? (change(look) ?? []) : [row];
    }),
  );
}

async function rewrite(change: (rows: unknown[]) => unknown[]): Promise<void> {
  await navigator.locks.request(LOOKS_LOCK, async () => {
    const before = Rows.parse(await readStored('local', LOOKS));
    const after = change(before);
    if (before.length > 0 || after.length > 0)
      await writeStored('local', LOOKS, after.length === 0 ? null : after);
  });
}
