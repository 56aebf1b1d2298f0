import type { MenuChoice } from '../browser/commands.ts';
import type { Tab } from '../browser/tabs.ts';
import { captureOf } from '../capture/capture-tab.ts';
import { readTab } from '../capture/read-tab.ts';
import { reportUnlike } from '../capture/report-unlike.ts';
import { draftOfCapture } from '../flag/draft.ts';
import { ownerOf } from '../pairing/pairing.ts';
import { readPairing } from '../pairing/pairing-store.ts';
import type { PickMessage } from './collect-messages.ts';
import { type SittingItem, withItems, withoutItems } from './sitting.ts';
import type { SittingStore } from './sitting-store.ts';

/** Takes in what was picked in a tab's page, for whoever is paired, and takes out what was given back. */
export async function keepPicked(
  sittings: SittingStore,
  tab: Tab,
  { picked, dropped, all }: PickMessage,
  now: Date,
): Promise<void> {
  const items = picked.map(({ id, reading }) => ({
    id,
    draft: draftOfCapture(captureOf(tab, null, reading, now)),
    // Pointed at one by one, they were looked at.
    reviewed: !all,
  }));
  await change(sittings, tab, now, items, new Set(dropped));
}

/**
 * Puts the post that was pointed at into the sitting of whoever is paired. What stands for a post that cannot be read
 * is its page's address.
 */
export async function collectPost(
  sittings: SittingStore,
  tab: Tab,
  choice: MenuChoice | null,
  now: Date,
): Promise<void> {
  const capture = captureOf(tab, null, await readTab(tab.tabId, choice), now);
  if (capture.unlike !== null) void reportUnlike(capture.unlike, now);
  if (capture.url === '') return;
  const item = { id: crypto.randomUUID(), draft: draftOfCapture(capture), reviewed: true };
  await change(sittings, tab, now, [item], new Set());
}

async function change(
  sittings: SittingStore,
  tab: Tab,
  now: Date,
  items: readonly SittingItem[],
  dropped: ReadonlySet<string>,
): Promise<void> {
  const pairing = await readPairing();
  // Beside a private window nothing reaches the disk; the panel offers no picking there.
  if (tab.private || pairing === null) return;
  // The platforms' addresses are too much for the background: a panel folds what is one post (`identity-of.ts`).
  const asSpelled = (url: string) => url;
  await sittings.change(
    ownerOf(pairing),
    now.getTime(),
    (sitting) => withItems(withoutItems(sitting, dropped), items, asSpelled).sitting,
  );
}
