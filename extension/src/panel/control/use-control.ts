import { platformUrls } from '@lapwing/contracts/content-url/platform-urls';
import type { Platform } from '@lapwing/contracts/taxonomy';
import { mayReach } from '../../browser/permissions.ts';
import type { Tab } from '../../browser/tabs.ts';
import { onControlSites } from '../../control/control-sites.ts';
import { type ControlState, controlStateOf } from '../../control/decide.ts';
import { readControlRules } from '../../control/rules.ts';
import { readPolicy } from '../../policy/policy-store.ts';
import { type Site, siteOf } from '../../safe-viewing/site.ts';
import { originPattern } from '../../server/server-address.ts';
import { useTabInFront } from '../use-tab-in-front.ts';

export interface ControlView {
  /** The site of the page in front, as far as the browser tells us. */
  site: Site | null;
  state: ControlState;
  /** The page is in a private window. */
  isPrivate: boolean;
  /** Every site for which the control is switched on. */
  sites: readonly Site[];
}

async function look(tab: Tab | null): Promise<ControlView> {
  const [rules, { adaptersOff }] = await Promise.all([readControlRules(), readPolicy()]);
  const url = tab?.url ?? null;
  const site = siteOf(url);
  const reachable = site !== null && url !== null && (await mayReach(originPattern(url)));
  const state = controlStateOf(rules, url, isSwitchedOff(url, adaptersOff), reachable);
  return { site, state, isPrivate: tab?.private === true, sites: rules.sites };
}

const sources = [onControlSites];

/** What holds for the control on posts of the page in front of the panel; null until it is known. */
export function useControl(tabId: number | null): ControlView | null {
  return useTabInFront(tabId, look, sources);
}

/** Whether the organisation switched off the adapter of the site, as the page's script decides it. */
function isSwitchedOff(address: string | null, switchedOff: readonly Platform[]): boolean {
  const url = address === null ? null : URL.parse(address);
  return (
    url !== null &&
    platformUrls.some(({ platform, matches }) => matches(url) && switchedOff.includes(platform))
  );
}
