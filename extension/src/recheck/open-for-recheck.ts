import { goTo, openBlankTab, tabById, tabInFront } from '../browser/tabs.ts';
import { followRules } from '../safe-viewing/cover-pages.ts';
import type { Site } from '../safe-viewing/site.ts';
import { readRecheckTabs, rememberRecheckTab } from './recheck-tabs.ts';

/**
 * Opens an address in the analyst's own tab, covered from before its first line is drawn; what the site's switch says
 * does not matter here. The tab of an earlier look in this window is used again. Gives the tab's number.
 */
export async function openForRecheck(what: { url: string; site: Site; referralId: string }): Promise<number> {
  const { url, site, referralId } = what;
  const tabId = (await earlierTab()) ?? (await openBlankTab());
  await rememberRecheckTab(tabId, { site, referralId: '' });
  // Only once the browser knows that this site is covered may it load.
  await followRules();
  await goTo(tabId, url);
  // Not before: what the tab showed until now says nothing of this one.
  await rememberRecheckTab(tabId, { site, referralId });
  return tabId;
}

async function earlierTab(): Promise<number | null> {
  const front = await tabInFront();
  for (const tabId of Object.keys(await readRecheckTabs()).map(Number)) {
    const tab = await tabById(tabId);
    if (tab !== null && tab.windowId === front?.windowId) return tabId;
  }
  return null;
}
