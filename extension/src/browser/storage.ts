import { browser } from 'wxt/browser';

/** The JSON of a file of the extension itself. */
export async function readOwnFile(path: string): Promise<unknown> {
  return (await fetch(new URL(path, location.origin))).json();
}

/** `local` stays on disk; `session` stays in memory until the browser closes. */
export type Area = 'local' | 'session';

export async function readStored(area: Area, key: string): Promise<unknown> {
  const values: Record<string, unknown> = await browser.storage[area].get(key);
  return values[key];
}

/** Stores a JSON value; null removes it. */
export async function writeStored(area: Area, key: string, value: unknown): Promise<void> {
  if (value === null) await browser.storage[area].remove(key);
  else await browser.storage[area].set({ [key]: value });
}

/** Calls back with the new value (undefined once removed); gives a function that stops it. */
export function onStored(area: Area, key: string, listener: (value: unknown) => void): () => void {
  const heard = (changes: Record<string, { newValue?: unknown }>, where: string) => {
    if (where === area && key in changes) listener(changes[key]?.newValue);
  };
  browser.storage.onChanged.addListener(heard);
  return () => browser.storage.onChanged.removeListener(heard);
}

/** The administrator changed what is preset; gives a function that stops it. */
export function onManaged(listener: () => void): () => void {
  const heard = (_: unknown, where: string) => {
    if (where === 'managed') listener();
  };
  browser.storage.onChanged.addListener(heard);
  return () => browser.storage.onChanged.removeListener(heard);
}

/** Calls back when anything in any area changes; gives a function that stops it. */
export function onStoredAnything(listener: () => void): () => void {
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}

/** Everything in an area, by key. `managed` is what the organisation's administrator preset; nobody can write it. */
export async function allStored(area: Area | 'managed'): Promise<Record<string, unknown>> {
  try {
    return await browser.storage[area].get(null);
  } catch (error) {
    // Firefox rejects where no administrator preset anything.
    if (area === 'managed') return {};
    throw error;
  }
}

export async function clearStored(area: Area): Promise<void> {
  await browser.storage[area].clear();
}
