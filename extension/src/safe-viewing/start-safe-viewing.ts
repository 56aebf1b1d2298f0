import { isBreakDue, LookMessage, noteLook } from '../breaks/note-look.ts';
import { onCommand } from '../browser/commands.ts';
import { onBegin, onFrameMessage, onMessage, tellFrames } from '../browser/messages.ts';
import { openPanel } from '../browser/panel.ts';
import { mayReach, onReachableSites } from '../browser/permissions.ts';
import { onTabShows, type Tab } from '../browser/tabs.ts';
import { onPairing } from '../pairing/pairing-store.ts';
import { onPolicy } from '../policy/policy-store.ts';
import { onRecheckTabs } from '../recheck/recheck-tabs.ts';
import { chooseForSite, onChoices } from './choices.ts';
import { coverAtStart, coverFrame, followRules, followTab, openInFrame } from './cover-pages.ts';
import { coversSite } from './decide.ts';
import { FrameMessage, type MarkAnswer, type PageMessage } from './frame-messages.ts';
import { readRules } from './rules.ts';
import { patternsOf, siteOf } from './site.ts';

/** The browser's keyboard command that covers the page in front, or uncovers it. */
const SAFE_COMMAND = 'safe-viewing';

/** @param markOf gives what the mark in a covered page says, in the person's language */
export function startSafeViewing(markOf: (breakDue: boolean) => Promise<string>): void {
  const mark = async (): Promise<MarkAnswer> => ({
    kind: 'SAFE_MARK',
    mark: await markOf(await isBreakDue(Date.now())),
  });
  // One after the other: two at once would register and cover against each other.
  let following: Promise<void> = Promise.resolve();
  const inTurn = (step: () => Promise<void>) => {
    following = following
      .then(step)
      .catch((error: unknown) => console.error('Safe viewing could not follow', error));
  };
  const follow = () => inTurn(followRules);
  onBegin(() => {
    inTurn(coverAtStart);
    follow();
  });
  onChoices(follow);
  onPolicy(follow);
  onPairing(follow);
  onReachableSites(follow);
  onRecheckTabs(follow);
  onTabShows((tab) => void followTab(tab).catch(() => undefined));
  const parse = (message: unknown) => FrameMessage.safeParse(message).data;
  onFrameMessage(parse, async (heard, frame) => {
    if (heard.kind === 'SAFE_COVER') return coverFrame(frame, heard.covered);
    if (heard.kind === 'SAFE_MARK') return mark();
    if (heard.kind === 'SAFE_LOOK') {
      await noteLook(Date.now());
      return mark();
    }
    if (heard.kind === 'SAFE_OPEN') await openInFrame(frame, heard);
    if (heard.kind === 'SAFE_HERE') {
      const { word, at } = heard;
      await tellFrames(frame.tabId, { kind: 'SAFE_THERE', word, at } satisfies PageMessage);
    }
    if (heard.kind === 'SAFE_HOLD') {
      await tellFrames(frame.tabId, { kind: 'SAFE_HELD', held: heard.held } satisfies PageMessage);
    }
    return null;
  });
  onMessage(async (message) => {
    if (LookMessage.safeParse(message).success) await noteLook(Date.now());
  });
  onCommand(SAFE_COMMAND, (tab) => void switchSite(tab));
}

/** Where the browser does not let us in for good, the panel opens and says so; the page itself is covered for now. */
async function switchSite({ url, windowId, private: isPrivate }: Tab): Promise<void> {
  const site = siteOf(url);
  if (site !== null) await chooseForSite(site, !coversSite(await readRules(), site), isPrivate);
  if (site === null || !(await mayReach(...patternsOf(site)))) {
    await openPanel(windowId).catch(() => undefined);
  }
}
