import { platformUrls } from '@lapwing/contracts/content-url/platform-urls';
import type { Platform } from '@lapwing/contracts/taxonomy';
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
import { onControlSites } from '../../control/control-sites.ts';
import { type ControlState, controlStateOf } from '../../control/decide.ts';
import { readControlRules } from '../../control/rules.ts';
import { onPairing } from '../../pairing/pairing-store.ts';
import { onPolicy, readPolicy } from '../../policy/policy-store.ts';
import { type Site, siteOf } from '../../safe-viewing/site.ts';
import { originPattern } from '../../server/server-address.ts';
import { CAPTURE } from '../../stored-keys.ts';

export interface ControlView {
  /** The site of the page in front, as far as the browser tells us. */
  site: Site | null;
  state: ControlState;
  /** The page is in a private window. */
  isPrivate: boolean;
  /** Every site for which the control is switched on. */
  sites: readonly Site[];
}

/** What holds for the control on posts of the page in front of the panel; null until it is known. */
export function useControl(tabId: number | null): ControlView | null {
  const [view, setView] = useState<ControlView | null>(null);
  useEffect(() => {
    let newest = 0;
    const look = async () => {
      newest += 1;
      const mine = newest;
      const [rules, { adaptersOff }, tab] = await Promise.all([
        readControlRules(),
        readPolicy(),
        tabId === null ? tabInFront() : tabById(tabId),
      ]);
      const url = tab?.url ?? null;
      const site = siteOf(url);
      const reachable = site !== null && url !== null && (await mayReach(originPattern(url)));
      if (mine !== newest) return;
      const state = controlStateOf(rules, url, isSwitchedOff(url, adaptersOff), reachable);
      setView({ site, state, isPrivate: tab?.private === true, sites: rules.sites });
    };
    const again = () => void look().catch(() => undefined);
    again();
    const stops = [
      onControlSites(again),
      onPolicy(again),
      onPairing(again),
      onReachableSites(again),
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

/** Whether the organisation switched off the adapter of the site, as the page's script decides it. */
function isSwitchedOff(address: string | null, switchedOff: readonly Platform[]): boolean {
  const url = address === null ? null : URL.parse(address);
  return (
    url !== null &&
    platformUrls.some(({ platform, matches }) => matches(url) && switchedOff.includes(platform))
  );
}
