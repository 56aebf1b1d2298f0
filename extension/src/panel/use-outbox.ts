import { useEffect, useState } from 'react';
import { OUTBOX_CHANNEL } from '../outbox/outbox-messages.ts';
import type { OutboxContents } from '../outbox/outbox-store.ts';
import { usePanel } from './panel-context.tsx';

export interface OutboxView extends OutboxContents {
  /** The browser does not open its database; nothing is known of what is in it. */
  failed: boolean;
}

const nothing: OutboxView = { entries: [], closed: [], unknown: 0, failed: false };

/** What is in the outbox, read anew whenever any of our pages or the background changes it. */
export function useOutbox(): OutboxView {
  const { outbox } = usePanel();
  const [view, setView] = useState(nothing);
  useEffect(() => {
    let current = true;
    let reading = false;
    let changed = false;
    const read = async () => {
      // Hundreds of flags that go out one after the other are not each a reason to open all of them.
      changed = reading;
      if (reading) return;
      reading = true;
      const found = await outbox.contents().catch(() => null);
      reading = false;
      if (!current) return;
      setView((known) => (found === null ? { ...known, failed: true } : { ...found, failed: false }));
      if (changed) void read();
    };
    const channel = new BroadcastChannel(OUTBOX_CHANNEL);
    channel.onmessage = () => void read();
    void read();
    return () => {
      current = false;
      channel.close();
    };
  }, [outbox]);
  return view;
}
