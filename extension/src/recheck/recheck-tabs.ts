import { z } from 'zod';
import { onStored, readStored, writeStored } from '../browser/storage.ts';
import { RECHECK_TABS } from '../stored-keys.ts';

/** By the tab's number: what is looked at in it, and the site for which it was opened. */
const RecheckTabs = z.record(z.string(), z.object({ site: z.string(), referralId: z.string() })).catch({});
type RecheckTabs = z.infer<typeof RecheckTabs>;

const TABS_LOCK = 'recheck-tabs';

/** Tabs that were opened to look at something again: they are covered whatever else holds, until they close. */
export async function readRecheckTabs(): Promise<RecheckTabs> {
  return RecheckTabs.parse((await readStored('session', RECHECK_TABS)) ?? {});
}

/** Calls back whenever one is opened or closed; gives a function that stops it. */
export function onRecheckTabs(listener: () => void): () => void {
  return onStored('session', RECHECK_TABS, listener);
}

/** Remembers what a tab is opened for; null: it is closed. */
export async function rememberRecheckTab(tabId: number, tab: RecheckTabs[string] | null): Promise<void> {
  await navigator.locks.request(TABS_LOCK, async () => {
    const before = await readRecheckTabs();
    if (tab === null && !(tabId in before)) return;
    const { [tabId]: _, ...others } = before;
    const after = tab === null ? others : { ...others, [tabId]: tab };
    await writeStored('session', RECHECK_TABS, Object.keys(after).length === 0 ? null : after);
  });
}

/** The look is over or left; the tab stays as it is, covered, and serves for the next one. */
export async function leaveRecheckTab(tabId: number): Promise<void> {
  const tab = (await readRecheckTabs())[tabId];
  if (tab !== undefined) await rememberRecheckTab(tabId, { ...tab, referralId: '' });
}
