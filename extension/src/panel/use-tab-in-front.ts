import { useEffect, useState } from 'react';
import { onReachableSites } from '../browser/permissions.ts';
import { onStored } from '../browser/storage.ts';
import { onTabInFront, onTabShows, type Tab, tabById, tabInFront } from '../browser/tabs.ts';
import { onPairing } from '../pairing/pairing-store.ts';
import { onPolicy } from '../policy/policy-store.ts';
import { CAPTURE } from '../stored-keys.ts';

/** Calls back whenever something changed; gives a function that stops it. */
type Source = (listener: () => void) => () => void;

/**
 * What is worked out about the page in front of the panel; null until it is known. Worked out anew whenever the page
 * changes, what the browser lets us, the pairing, the policy, or one of the sources.
 *
 * @param look the same function at every rendering, as are the sources
 */
export function useTabInFront<View>(
  tabId: number | null,
  look: (tab: Tab | null) => Promise<View>,
  sources: readonly Source[],
): View | null {
  const [view, setView] = useState<View | null>(null);
  useEffect(() => {
    let newest = 0;
    const lookAgain = async () => {
      newest += 1;
      const mine = newest;
      const seen = await look(tabId === null ? await tabInFront() : await tabById(tabId));
      if (mine === newest) setView(seen);
    };
    const again = () => void lookAgain().catch(() => undefined);
    again();
    const stops = [
      ...sources.map((source) => source(again)),
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
  }, [tabId, look, sources]);
  return view;
}
