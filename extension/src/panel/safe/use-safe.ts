import { mayReach } from '../../browser/permissions.ts';
import type { Tab } from '../../browser/tabs.ts';
import { onRecheckTabs } from '../../recheck/recheck-tabs.ts';
import { onChoices } from '../../safe-viewing/choices.ts';
import { isKept, type SafeRules, type SafeState, safeStateOf } from '../../safe-viewing/decide.ts';
import { readRules } from '../../safe-viewing/rules.ts';
import { patternsOf, type Site, siteOf } from '../../safe-viewing/site.ts';
import { useTabInFront } from '../use-tab-in-front.ts';

export interface SafeView {
  rules: SafeRules;
  /** The site of the page in front, as far as the browser tells us. */
  site: Site | null;
  state: SafeState;
  /** The page is in a private window. */
  isPrivate: boolean;
  /** The tab was opened to look at something again, and is covered whatever is chosen. */
  kept: boolean;
}

async function look(tab: Tab | null): Promise<SafeView> {
  const rules = await readRules();
  const url = tab?.url ?? null;
  const site = siteOf(url);
  const reachable = site !== null && (await mayReach(...patternsOf(site)));
  const place = { tabId: tab?.tabId ?? -1, url };
  const state = safeStateOf(rules, place, reachable);
  return { rules, site, state, isPrivate: tab?.private === true, kept: isKept(rules, place.tabId) };
}

const sources = [onChoices, onRecheckTabs];

/** What holds for the page in front of the panel; null until it is known. */
export function useSafe(tabId: number | null): SafeView | null {
  return useTabInFront(tabId, look, sources);
}
