import type { Reach } from '../browser/page-scripts.ts';
import { patternsOf, type Site, siteOf } from '../safe-viewing/site.ts';
import { originPattern } from '../server/server-address.ts';

/** What decides whether posts of a page have the control. */
export interface ControlRules {
  /** Where the person wants it. */
  sites: readonly Site[];
  /** Origin of the organisation's own server, which has no posts; null before the pairing. */
  server: string | null;
}

function siteWithPosts({ server }: ControlRules, url: string | null): Site | null {
  const isServer = server !== null && url !== null && URL.parse(url)?.origin === server;
  return isServer ? null : siteOf(url);
}

/** Whether the page at this address has the control, as far as the browser lets us. */
export function hasControl(rules: ControlRules, url: string | null): boolean {
  const site = siteWithPosts(rules, url);
  return site !== null && rules.sites.includes(site);
}

/** Where the control's script runs by itself; the browser runs it only where the person lets it. */
export function controlReach({ sites, server }: ControlRules): Reach {
  if (sites.length === 0) return { matches: [], excludeMatches: [] };
  return {
    matches: sites.flatMap(patternsOf),
    excludeMatches: server === null ? [] : [originPattern(server)],
  };
}

/** What can be said and done about the page in front. */
export type ControlState =
  /** No page with posts, or the browser does not tell which it is. */
  | 'NO_SITE'
  /** The organisation switched off what reads it. */
  | 'SWITCHED_OFF'
  | 'OFF'
  | 'ON'
  /** It is wanted, and the browser does not allow it (any more). */
  | 'NOT_ALLOWED';

/**
 * @param switchedOff whether the organisation switched off what reads the page
 * @param reachable whether the browser lets us into the page's site
 */
export function controlStateOf(
  rules: ControlRules,
  url: string | null,
  switchedOff: boolean,
  reachable: boolean,
): ControlState {
  if (siteWithPosts(rules, url) === null) return 'NO_SITE';
  if (switchedOff) return 'SWITCHED_OFF';
  if (!hasControl(rules, url)) return 'OFF';
  return reachable ? 'ON' : 'NOT_ALLOWED';
}
