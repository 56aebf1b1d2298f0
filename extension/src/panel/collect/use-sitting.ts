import { useEffect, useState, useSyncExternalStore } from 'react';
import { tabById, tabInFront } from '../../browser/tabs.ts';
import { SITTING_CHANNEL } from '../../collect/sitting-channel.ts';
import { SittingKeeper, type SittingView } from '../../collect/sitting-keeper.ts';
import { sittingsInMemory } from '../../collect/sitting-store.ts';
import type { Owner } from '../../outbox/outbox-entry.ts';
import { usePanel } from '../panel-context.tsx';

export interface SittingState extends SittingView {
  change: SittingKeeper['change'];
  /** The window is private: the sitting is in memory and ends with the panel. */
  private: boolean;
}

const unread: SittingView = { sitting: null, unkept: false, closed: false };
const subscribeToNothing = () => () => undefined;

/** The sitting of whoever is paired, kept up to date with what other panels do to it; null until it is known where. */
export function useSitting(owner: Owner | null, tabId: number | null): SittingState | null {
  const { sittings } = usePanel();
  const [made, setMade] = useState<{ keeper: SittingKeeper; private: boolean } | null>(null);
  const server = owner?.server ?? null;
  const personId = owner?.personId ?? null;
  useEffect(() => {
    if (server === null || personId === null) return;
    let current = true;
    const channel = new BroadcastChannel(SITTING_CHANNEL);
    const begin = async () => {
      const tab = await (tabId === null ? tabInFront() : tabById(tabId));
      if (!current) return;
      const isPrivate = tab?.private ?? false;
      const store = isPrivate ? sittingsInMemory() : sittings;
      const keeper = new SittingKeeper(store, { server, personId }, Date.now);
      channel.onmessage = () => void keeper.reload();
      setMade({ keeper, private: isPrivate });
      await keeper.reload();
    };
    void begin();
    return () => {
      current = false;
      channel.close();
      setMade(null);
    };
  }, [sittings, server, personId, tabId]);
  const view = useSyncExternalStore(
    made?.keeper.subscribe ?? subscribeToNothing,
    made?.keeper.view ?? (() => unread),
  );
  return made === null ? null : { ...view, change: made.keeper.change, private: made.private };
}
