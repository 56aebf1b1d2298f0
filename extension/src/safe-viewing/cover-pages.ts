import { type Frame, tellFrames } from '../browser/messages.ts';
import {
  addUserStyle,
  registerPageScripts,
  removeUserStyle,
  runPageScripts,
  type StyleTarget,
} from '../browser/page-scripts.ts';
import { mayReach, reachableSites } from '../browser/permissions.ts';
import { allTabs, muteTab, type Tab } from '../browser/tabs.ts';
import { coverCss } from './cover-css.ts';
import { covers, isKept, reachOf } from './decide.ts';
import type { CoverAnswer, FrameMessage, PageMessage } from './frame-messages.ts';
import { FOLLOW_LOCK, pageScripts } from './page-scripts.ts';
import { readRules } from './rules.ts';
import { everySite, siteOf } from './site.ts';

/**
 * The person changed her mind, or the organisation, or the browser what it allows: open tabs follow at once.
 */
export async function followRules(): Promise<void> {
  const covered = await navigator.locks.request(FOLLOW_LOCK, async () => {
    const rules = await readRules();
    const reach = reachOf(await readRules('DISK'), await reachableSites());
    await registerPageScripts(pageScripts, reach, false);
    const tabs = await allTabs();
    // A tab that is always covered is left alone also while it is blank: by the time its cover were taken away, it may
    // show what it was opened for. Under the lock, so that nobody opens one by rules that are older than it.
    for (const tab of tabs.filter((shown) => !covers(rules, shown) && !isKept(rules, shown.tabId))) {
      await uncoverTab(tab).catch(() => undefined);
    }
    return tabs.filter((shown) => covers(rules, shown));
  });
  for (const tab of covered) await coverTab(tab).catch(() => undefined);
}

/**
 * The browser or the extension has just started. A browser may have forgotten what was registered (Chromium does, where
 * an extension is loaded from a folder), and what decides may take seconds to be read: so all that we may reach is
 * covered first, and {@link followRules} lifts it where it is off.
 */
export async function coverAtStart(): Promise<void> {
  await navigator.locks.request(FOLLOW_LOCK, async () => {
    const matches = await reachableSites();
    await registerPageScripts(pageScripts, { matches, excludeMatches: [] }, true);
  });
  for (const tab of await allTabs()) {
    if (siteOf(tab.url) !== null) await coverTab(tab).catch(() => undefined);
  }
}

async function coverTab({ tabId }: Tab): Promise<void> {
  // Side by side: a tab that the browser does not mute at this moment is covered all the same.
  await Promise.all([muteTab(tabId, true), runPageScripts(tabId, pageScripts)]);
}

async function uncoverTab({ tabId }: Pick<Tab, 'tabId'>): Promise<void> {
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
async function coversFrames(): Promise<boolean> {
  return !(await mayReach(...everySite));
}

/**
 * A document begins, and is not drawn before it has the answer. So it is covered at once, because the browser runs our
 * script only where pages are; what decides may take seconds to be read when the browser has just started.
 */
export async function coverFrame(frame: Frame, covered: boolean): Promise<CoverAnswer> {
  const frames = await coversFrames();
  if (!covered) await addUserStyle(frame, coverCss({ open: null, frames }));
  void settle(frame).catch(() => undefined);
  return { kind: 'SAFE_COVERED', frames };
}

async function settle(frame: Frame): Promise<void> {
  const { tabId, frameId } = frame;
  if (await isOff(frame)) await uncoverTab({ tabId });
  else if (frameId === 0) await muteTab(tabId, true);
}

/** A document without an address of its own runs our script because of the one that made it. */
async function isOff(frame: Frame): Promise<boolean> {
  return siteOf(frame.url) !== null && !covers(await readRules(), frame);
}

/** Opens one thing of a document for a moment, or closes it again. At no time is there no cover at all. */
export async function openInFrame(
  frame: Frame,
  { word, open }: Extract<FrameMessage, { kind: 'SAFE_OPEN' }>,
): Promise<void> {
  const frames = await coversFrames();
  const [shut, ajar] = [coverCss({ open: null, frames }), coverCss({ open: word, frames })];
  if (await isOff(frame)) return removeUserStyle(frame, ajar);
  await addUserStyle(frame, open ? ajar : shut);
  await removeUserStyle(frame, open ? shut : ajar);
}
