import { useEffect } from 'react';
import { tellBackground } from '../browser/messages.ts';
import type { OutboxEntry } from '../outbox/outbox-entry.ts';
import { DRAIN_LOCK, type DrainRequest } from '../outbox/outbox-messages.ts';

const LOOK_EVERY_MS = 2_000;

/**
 * Sees when a flag is called "sending" and nobody is sending, because the background was ended in the middle, and
 * wakes it. Its alarm would do so too, up to half a minute later.
 */
export function useTakeUp(entries: readonly OutboxEntry[]): void {
  const sending = entries.some((entry) => entry.state === 'SENDING');
  useEffect(() => {
    if (!sending) return;
    const look = async () => {
      const { held = [] } = await navigator.locks.query();
      if (held.some(({ name }) => name === DRAIN_LOCK)) return;
      await tellBackground({ kind: 'DRAIN', cause: 'OPENED' } satisfies DrainRequest);
    };
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [sending]);
}
