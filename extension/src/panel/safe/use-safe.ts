import { useEffect, useState } from 'react';
import {
  mayReach,
  onReachableSites,
  onStored,
  onTabInFront,
  onTabShows,
  tabById,
  tabInFront,
} from '../../browser.ts';
import { onPairing } from '../../pairing/pairing-store.ts';
import { onPolicy } from '../../policy/policy-store.ts';
import { onRecheckTabs } from '../../recheck/recheck-tabs.ts';
import { onChoices } from '../../safe-viewing/choices.ts';
import { isKept, type SafeRules, type SafeState, safeStateOf } from '../../safe-viewing/decide.ts';
import { readRules } from '../../safe-viewing/rules.ts';
import { patternsOf, type Site, siteOf } from '../../safe-viewing/site.ts';
import { CAPTURE } from '../../stored-keys.ts';

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

/** What holds for the page in front of the panel; null until it is known. */
export function useSafe(tabId: number | null): SafeView | null {
  const [view, setView] = useState<SafeView | null>(null);
  useEffect(() => {
    let newest = 0;
    const look = async () => {
      newest += 1;
      const mine = newest;
      const [rules, tab] = await Promise.all([readRules(), tabId === null ? tabInFront() : tabById(tabId)]);
      const url = tab?.url ?? null;
      const site = siteOf(url);
      const reachable = site !== null && (await mayReach(...patternsOf(site)));
      if (mine === newest) {
        const place = { tabId: tab?.tabId ?? -1, url };
        const state = safeStateOf(rules, place, reachable);
        setView({ rules, site, state, isPrivate: tab?.private === true, kept: isKept(rules, place.tabId) });
      }
    };
    const again = () => void look().catch(() => undefined);
    again();
    const stops = [
      onChoices(again),
      onPolicy(again),
      onPairing(again),
      onReachableSites(again),
      onRecheckTabs(again),
      onTabInFront(again),
      onTabShows(again),
      // The toolbar button lets us see the address of the tab.
      onStored('session', CAPTURE, again),
    ];
    return () => {
      newest = Number.POSITIVE_INFINITY;
      for (const stop of stops) stop();
    };
  }, [tabId]);
  return view;
}
