import { onBegin, onTold, tellFrames } from '../browser/messages.ts';
import { registerPageScripts, runPageScripts } from '../browser/page-scripts.ts';
import { openPanelBeside } from '../browser/panel.ts';
import { mayReach, onReachableSites } from '../browser/permissions.ts';
import { onStored } from '../browser/storage.ts';
import { allTabs, type Tab } from '../browser/tabs.ts';
import { captureTab } from '../capture/capture-tab.ts';
import { onPolicy, readPolicy } from '../policy/policy-store.ts';
import { FOLLOW_LOCK } from '../safe-viewing/page-scripts.ts';
import { originPattern } from '../server/server-address.ts';
import { LANGUAGE, PANEL_PAGE } from '../stored-keys.ts';
import { type ControlAnswer, ControlMessage, type ControlNews } from './control-messages.ts';
import { controlScripts } from './control-scripts.ts';
import { onControlSites } from './control-sites.ts';
import { controlReach, hasControl } from './decide.ts';
import { readControlRules } from './rules.ts';

/** What the control says, and in which language (BCP 47). */
export interface ControlLabel {
  label: string;
  language: string;
}

/** @param labelOf gives what the control says, in the person's language */
export function startControl(labelOf: () => Promise<ControlLabel>): void {
  // One after the other: two at once would register and run against each other.
  let following: Promise<void> = Promise.resolve();
  const follow = (anew: boolean) => {
    following = following
      .then(() => followSites(anew))
      .catch((error: unknown) => console.error('The control on posts could not follow', error));
  };
  const renew = () => void tellPages({ kind: 'CONTROL_RENEW' });
  // A browser that has just started may only remember that it knows the script.
  onBegin(() => follow(true));
  onControlSites(() => follow(false));
  onReachableSites(() => follow(false));
  onPolicy(renew);
  onStored('local', LANGUAGE, renew);
  onTold(
    (message) => ControlMessage.safeParse(message).data,
    async ({ kind }, tab) => {
      if (kind === 'CONTROL_ASK') return answerTo(tab, labelOf);
      // The panel opens only directly in what the press calls; whether it was right to is asked afterwards.
      void openPanelBeside(tab, PANEL_PAGE).catch(() => undefined);
      if (await isOn(tab)) await captureTab(tab, { entry: 'control' }, new Date());
      return null;
    },
  );
}

/** It was switched on or off, here or by what the browser allows: open tabs follow at once. */
async function followSites(anew: boolean): Promise<void> {
  const rules = await readControlRules();
  await navigator.locks.request(FOLLOW_LOCK, () =>
    registerPageScripts(controlScripts, controlReach(rules), anew),
  );
  for (const tab of await allTabs()) {
    const on = await isOn(tab);
    if (!on) await tellFrames(tab.tabId, { kind: 'CONTROL_RENEW' } satisfies ControlNews);
    else await runPageScripts(tab.tabId, controlScripts).catch(() => undefined);
  }
}

async function tellPages(news: ControlNews): Promise<void> {
  const rules = await readControlRules();
  for (const { tabId, url } of await allTabs()) if (hasControl(rules, url)) await tellFrames(tabId, news);
}

/** Whether the tab shows a page of a site for which it is on, and which the browser lets us into. */
async function isOn({ url }: Tab): Promise<boolean> {
  if (url === null || !hasControl(await readControlRules(), url)) return false;
  return mayReach(originPattern(url));
}

async function answerTo(tab: Tab, labelOf: () => Promise<ControlLabel>): Promise<ControlAnswer> {
  if (!(await isOn(tab))) return { kind: 'CONTROL_OFF' };
  const { adaptersOff } = await readPolicy();
  return { kind: 'CONTROL_SHOW', switchedOff: adaptersOff, ...(await labelOf()) };
}
