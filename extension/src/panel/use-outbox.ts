import { useEffect, useState } from 'react';
import { OUTBOX_CHANNEL } from '../outbox/outbox-messages.ts';
import type { OutboxContents } from '../outbox/outbox-store.ts';
import { usePanel } from './panel-context.tsx';

const nothing: OutboxContents = { entries: [], unreadable: 0 };

/** What is in the outbox, read anew whenever any of our pages or the background changes it. */
export function useOutbox(): OutboxContents {
  const { outbox } = usePanel();
  const [contents, setContents] = useState(nothing);
  useEffect(() => {
    let current = true;
    const read = () => {
      void outbox.contents().then((found) => {
        if (current) setContents(found);
      });
    };
    const channel = new BroadcastChannel(OUTBOX_CHANNEL);
    channel.onmessage = read;
    read();
    return () => {
      current = false;
      channel.close();
    };
  }, [outbox]);
  return contents;
}
