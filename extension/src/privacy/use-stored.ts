import { useEffect, useState } from 'react';
import { onReachableSites, reachableSites } from '../browser/permissions.ts';
import { allStored, onStoredAnything } from '../browser/storage.ts';
import { OUTBOX_CHANNEL } from '../outbox/outbox-messages.ts';
import type { Storage } from '../storage/database.ts';
import { type Finding, findStored } from './find-stored.ts';

export interface StoredView {
  findings: readonly Finding[];
  /** What the organisation's administrator preset, as it is in the browser. */
  managed: Readonly<Record<string, unknown>>;
  /** Match patterns that the person gives access to. */
  sites: readonly string[];
}

/** Everything stored, read anew whenever any of it changes; null while it is being read the first time. */
export function useStored(storage: Storage): StoredView | null {
  const [view, setView] = useState<StoredView | null>(null);
  useEffect(() => {
    let current = true;
    const read = async () => {
      const [findings, managed, sites] = await Promise.all([
        findStored(storage),
        allStored('managed'),
        reachableSites(),
      ]);
      if (current) setView({ findings, managed, sites });
    };
    const changed = () => void read();
    const channel = new BroadcastChannel(OUTBOX_CHANNEL);
    channel.onmessage = changed;
    addEventListener('focus', changed);
    addEventListener('storage', changed);
    const stops = [onStoredAnything(changed), onReachableSites(changed)];
    changed();
    return () => {
      current = false;
      channel.close();
      removeEventListener('focus', changed);
      removeEventListener('storage', changed);
      for (const stop of stops) stop();
    };
  }, [storage]);
  return view;
}
