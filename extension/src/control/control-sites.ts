import { z } from 'zod';
import { onStored, readStored, writeStored } from '../browser/storage.ts';
import type { Site } from '../safe-viewing/site.ts';
import { POST_CONTROL } from '../stored-keys.ts';

/** Where the person wants the control, on this computer only. Nowhere, until she says so. */
const Stored = z.object({ sites: z.array(z.string()) });

const sitesOf = (stored: unknown): readonly Site[] => Stored.safeParse(stored).data?.sites ?? [];

export async function readControlSites(): Promise<readonly Site[]> {
  return sitesOf(await readStored('local', POST_CONTROL));
}

/** Calls back whenever it was switched on or off for a site, from wherever; gives a function that stops it. */
export function onControlSites(listener: () => void): () => void {
  return onStored('local', POST_CONTROL, listener);
}

/** Remembers whether the control is wanted on a site. */
export async function chooseControl(site: Site, on: boolean): Promise<void> {
  const others = (await readControlSites()).filter((other) => other !== site);
  const sites = on ? [...others, site].toSorted() : others;
  await writeStored('local', POST_CONTROL, sites.length === 0 ? null : { sites });
}
