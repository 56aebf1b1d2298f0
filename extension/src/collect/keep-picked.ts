import type { Tab } from '../browser.ts';
import { draftOfCapture } from '../flag/draft.ts';
import { ownerOf } from '../pairing/pairing.ts';
import { readPairing } from '../pairing/pairing-store.ts';
import type { PickMessage } from './collect-messages.ts';
import { withItems, withoutItems } from './sitting.ts';
import type { SittingStore } from './sitting-store.ts';

/** Takes in what was picked in a tab's page, for whoever is paired, and takes out what was given back. */
export async function keepPicked(
  sittings: SittingStore,
  tab: Tab,
  { picked, dropped, all }: PickMessage,
  now: Date,
): Promise<void> {
  const pairing = await readPairing();
  // Beside a private window nothing reaches the disk; the panel offers no picking there.
  if (tab.private || pairing === null) return;
  const { tabId, windowId } = tab;
  const items = picked.map(({ id, reading }) => {
    const observedAt = now.toISOString();
    const where = { id, cause: 'PAGE' as const, tabId, windowId, observedAt };
    const capture = { ...reading, ...where, read: true, danger: false };
    // Pointed at one by one, they were looked at.
    return { id, draft: draftOfCapture(capture), reviewed: !all };
  });
  // The platforms' addresses are too much for the background: a panel folds what is one post (`identity-of.ts`).
  const asSpelled = (url: string) => url;
  await sittings.change(
    ownerOf(pairing),
    now.getTime(),
    (sitting) => withItems(withoutItems(sitting, new Set(dropped)), items, asSpelled).sitting,
  );
}
