import type { SafeViewingPreset } from '@lapwing/contracts/extension-policy';
import type { Reach } from '../browser/page-scripts.ts';
import { originPattern } from '../server/server-address.ts';
import type { SafeChoices } from './choices.ts';
import { everySite, patternsOf, type Site, siteOf } from './site.ts';

/** What decides whether a page is covered. */
export interface SafeRules {
  choices: SafeChoices;
  /** What the organisation decided. */
  preset: SafeViewingPreset;
  /** Origin of the organisation's own server, which is never covered; null before the pairing. */
  server: string | null;
  /** Tabs that are covered whatever else holds, by their number, with the site that each was opened for. */
  kept: Readonly<Record<string, { site: Site }>>;
}

/** A tab and what it shows, as far as the browser tells. */
interface Place {
  tabId: number;
  url: string | null;
}

/** Whether pages without a choice of their own are covered. */
export function coversByDefault({ choices, preset }: SafeRules): boolean {
  return preset === 'LOCKED_ON' || (choices.everywhere ?? preset === 'ON');
}

/** Whether the site is covered, as far as the browser lets us. */
export function coversSite(rules: SafeRules, site: Site): boolean {
  if (rules.preset === 'LOCKED_ON') return true;
  return rules.choices.sites[site] ?? coversByDefault(rules);
}

/** Whether the tab is one that is covered whatever else holds. */
export function isKept({ kept }: SafeRules, tabId: number): boolean {
  return String(tabId) in kept;
}

/** Whether what the tab shows is to be covered: the site's rule, and never the organisation's own server. */
export function covers(rules: SafeRules, { tabId, url }: Place): boolean {
  const site = siteOf(url);
  if (site === null || isOwnServer(rules, url)) return false;
  return isKept(rules, tabId) || coversSite(rules, site);
}

function isOwnServer({ server }: SafeRules, url: string | null): boolean {
  return server !== null && url !== null && URL.parse(url)?.origin === server;
}

/**
 * Where the covering scripts run by themselves; the browser runs them only where the person lets it.
 *
 * @param reachable match patterns of what she lets it; without a site among them nothing is registered
 */
export function reachOf(rules: SafeRules, reachable: readonly string[]): Reach {
  const kept = Object.values(rules.kept).map(({ site }) => [site, true] as const);
  const sites = new Map([...Object.entries(rules.choices.sites), ...kept]);
  const chosen = (on: boolean) =>
    [...sites].filter(([, is]) => is === on).flatMap(([site]) => patternsOf(site));
  const server = rules.server === null ? [] : [originPattern(rules.server)];
  if (reachable.every((pattern) => server.includes(pattern))) return { matches: [], excludeMatches: [] };
  if (!coversByDefault(rules)) return { matches: chosen(true), excludeMatches: server };
  const off = rules.preset === 'LOCKED_ON' ? [] : chosen(false);
  return { matches: [...everySite], excludeMatches: [...server, ...off] };
}

/** What can be said and done about the page in front. */
export type SafeState =
  /** No page that could be covered, or the browser does not tell which it is. */
  | 'NO_SITE'
  | 'ON'
  | 'OFF'
  /** It should be covered, and the browser has not allowed it yet. */
  | 'NOT_ALLOWED';

/** @param reachable whether the browser lets us into the page's site */
export function safeStateOf(rules: SafeRules, place: Place, reachable: boolean): SafeState {
  if (siteOf(place.url) === null || isOwnServer(rules, place.url)) return 'NO_SITE';
  if (!covers(rules, place)) return 'OFF';
  return reachable ? 'ON' : 'NOT_ALLOWED';
}
