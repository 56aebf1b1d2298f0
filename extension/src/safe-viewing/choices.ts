import { z } from 'zod';
import { type Area, onStored, readStored, writeStored } from '../browser/storage.ts';
import { SAFE_VIEWING } from '../stored-keys.ts';
import type { Site } from './site.ts';

/** What the person chose, on this computer only. */
const SafeChoices = z.object({
  /** Pages without a choice of their own; null: as the organisation presets. */
  everywhere: z.boolean().nullable(),
  /** Choices for single sites. */
  sites: z.record(z.string(), z.boolean()),
});
export type SafeChoices = z.infer<typeof SafeChoices>;

export const noChoices: SafeChoices = { everywhere: null, sites: {} };

const choicesOf = (stored: unknown): SafeChoices => SafeChoices.safeParse(stored).data ?? noChoices;

/** @param from DISK: without what was chosen in private windows */
export async function readChoices(from: 'DISK' | 'ALL' = 'ALL'): Promise<SafeChoices> {
  const kept = choicesOf(await readStored('local', SAFE_VIEWING));
  if (from === 'DISK') return kept;
  const inMemory = choicesOf(await readStored('session', SAFE_VIEWING));
  return { ...kept, sites: { ...kept.sites, ...inMemory.sites } };
}

/** Calls back whenever a choice changes, from wherever; gives a function that stops it. */
export function onChoices(listener: () => void): () => void {
  const stops = [onStored('local', SAFE_VIEWING, listener), onStored('session', SAFE_VIEWING, listener)];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * Remembers a choice for a site; null forgets it.
 *
 * @param isPrivate chosen in a private window: it is remembered in memory only, until the browser closes
 */
export async function chooseForSite(site: Site, on: boolean | null, isPrivate: boolean): Promise<void> {
  const areas: Area[] = isPrivate ? ['session'] : on === null ? ['local', 'session'] : ['local'];
  for (const area of areas) {
    const choices = choicesOf(await readStored(area, SAFE_VIEWING));
    const { [site]: _, ...others } = choices.sites;
    const sites = on === null ? others : { ...others, [site]: on };
    await writeStored(area, SAFE_VIEWING, { ...choices, sites });
  }
}

/** Remembers the choice for all pages without one of their own. */
export async function chooseEverywhere(everywhere: boolean): Promise<void> {
  await writeStored('local', SAFE_VIEWING, { ...(await readChoices('DISK')), everywhere });
}
