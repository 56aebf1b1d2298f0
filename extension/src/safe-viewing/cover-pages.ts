import {
  addUserStyle,
  type Frame,
  mayReach,
  muteTab,
  reachableSites,
  registerPageScripts,
  removeUserStyle,
  runPageScripts,
  type StyleTarget,
  type Tab,
  tabsInReach,
  tellFrames,
} from '../browser.ts';
import { coverCss } from './cover-css.ts';
import { covers, reachOf } from './decide.ts';
import type { CoverAnswer, FrameMessage, PageMessage } from './frame-messages.ts';
import { FOLLOW_LOCK, pageScripts } from './page-scripts.ts';
import { readRules } from './rules.ts';
import { everySite, siteOf } from './site.ts';

/** The person changed her mind, or the organisation, or the browser what it allows: open tabs follow at once. */
export async function followRules(): Promise<void> {
  const rules = await readRules();
  await navigator.locks.request(FOLLOW_LOCK, async () => {
    const reach = reachOf(await readRules('DISK'), await reachableSites());
    await registerPageScripts(pageScripts, reach);
  });
  for (const tab of await tabsInReach()) {
    await (covers(rules, tab) ? coverTab(tab) : uncoverTab(tab)).catch(() => undefined);
  }
}

async function coverTab({ tabId }: Tab): Promise<void> {
  await muteTab(tabId, true);
  await runPageScripts(tabId, pageScripts);
}

async function uncoverTab({ tabId }: Tab): Promise<void> {
  await tellFrames(tabId, { kind: 'SAFE_END' } satisfies PageMessage);
  await uncover({ tabId });
  await muteTab(tabId, false);
}

async function uncover(target: StyleTarget): Promise<void> {
  for (const frames of [false, true]) await removeUserStyle(target, coverCss({ open: null, frames }));
}

/** A tab shows something else: its sound goes with its cover. */
export async function followTab(tab: Tab): Promise<void> {
  await muteTab(tab.tabId, covers(await readRules(), tab));
}

/** Whether the browser lets us only into some sites, so that frames of others have to be covered from outside. */
async function coverOf(open: string | null) {
  return coverCss({ open, frames: !(await mayReach(...everySite)) });
}

/** A document begins. It is not drawn before it has the answer. */
export async function coverFrame(frame: Frame, covered: boolean, mark: string): Promise<CoverAnswer> {
  // A document without an address of its own runs our script because of the one that made it.
  const isOff = siteOf(frame.url) !== null && !covers(await readRules(), frame);
  if (isOff) {
    if (covered) await uncover(frame);
    return { kind: 'SAFE_OFF', mark };
  }
  if (!covered) await addUserStyle(frame, await coverOf(null));
  if (frame.frameId === 0) await muteTab(frame.tabId, true);
  return { kind: 'SAFE_COVERED', mark };
}

/** Opens one thing of a document for a moment, or closes it again. At no time is there no cover at all. */
export async function openInFrame(
  frame: Frame,
  { word, open }: Extract<FrameMessage, { kind: 'SAFE_OPEN' }>,
): Promise<void> {
  const [shut, ajar] = await Promise.all([coverOf(null), coverOf(word)]);
  const isOff = siteOf(frame.url) !== null && !covers(await readRules(), frame);
  if (!isOff) await addUserStyle(frame, open ? ajar : shut);
  await removeUserStyle(frame, open && !isOff ? shut : ajar);
}
