import { useEffect, useState } from 'react';
import { hasLoaded, onTabShows, tabById, tabInFront } from '../../browser/tabs.ts';
import { onRecheckTabs, readRecheckTabs } from '../../recheck/recheck-tabs.ts';

export interface RecheckTab {
  tabId: number;
  /** What is looked at in it; '' between two looks. */
  referralId: string;
  loaded: boolean;
}

/** The tab of this window in which something is looked at again; null while there is none. */
export function useRecheckTab(): RecheckTab | null {
  const [tab, setTab] = useState<RecheckTab | null>(null);
  useEffect(() => {
    let newest = 0;
    const look = async () => {
      newest += 1;
      const mine = newest;
      const found = await tabOfWindow();
      if (mine === newest) setTab(found);
    };
    const again = () => void look().catch(() => undefined);
    again();
    const stops = [onRecheckTabs(again), onTabShows(again)];
    return () => {
      newest = Number.POSITIVE_INFINITY;
      for (const stop of stops) stop();
    };
  }, []);
  return tab;
}

async function tabOfWindow(): Promise<RecheckTab | null> {
  const front = await tabInFront();
  for (const [name, { referralId }] of Object.entries(await readRecheckTabs())) {
    const tabId = Number(name);
    const tab = await tabById(tabId);
    if (tab !== null && tab.windowId === front?.windowId)
      return { tabId, referralId, loaded: await hasLoaded(tabId) };
  }
  return null;
}
