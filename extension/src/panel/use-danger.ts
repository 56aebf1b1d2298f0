import { useEffect, useMemo, useState } from 'react';
import { tellBackground } from '../browser/messages.ts';
import { type DangerStatus, dangerStatusOf, WatchClock } from '../danger/danger-watch.ts';
import { isPending, type OutboxEntry, type OutboxHead } from '../outbox/outbox-entry.ts';
import type { DrainRequest } from '../outbox/outbox-messages.ts';
import { overdue } from '../outbox/outbox-transitions.ts';
import { ownerOf, type Pairing } from '../pairing/pairing.ts';
import { usePanel } from './panel-context.tsx';
import type { OutboxView } from './use-outbox.ts';

export interface Danger {
  key: string;
  status: DangerStatus;
  /** Null where it does not open any more. */
  entry: OutboxEntry | null;
}

const LOOK_EVERY_MS = 1_000;
/** How often the background is woken while imminent danger waits; it knows itself what is due. */
const WAKE_EVERY_MS = 3_000;
const wake = () => tellBackground({ kind: 'DRAIN', cause: 'DUE' } satisfies DrainRequest);

/**
 * How every flag of imminent danger on this computer stands, newest first; nothing of those whose end its person has
 * seen. While one waits, the background is kept at it; what is late is written down.
 */
export function useDanger({ entries, closed }: OutboxView, pairing: Pairing | null): Danger[] {
  const { outbox } = usePanel();
  const clock = useMemo(() => new WatchClock(() => performance.now()), []);
  const heads: readonly OutboxHead[] = [...entries, ...closed];
  const waiting = heads.some((head) => head.imminent && isPending(head));
  useTick(waiting);
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => void wake(), WAKE_EVERY_MS);
    return () => clearInterval(timer);
  }, [waiting]);

  const paired = pairing === null || pairing.token === null ? null : ownerOf(pairing);
  const found = [
    ...entries.map((entry) => ({ head: entry, entry })),
    ...closed.map((head) => ({ head, entry: null })),
  ].flatMap(({ head, entry }) => {
    if (!head.imminent) return [];
    const watchedMs = clock.watchedMs(head.key);
    const status = dangerStatusOf(head, { now: Date.now(), watchedMs, paired, closed: entry === null });
    return status === null ? [] : [{ key: head.key, status, entry }];
  });
  const late = found
    .filter(({ status, entry }) => status.kind === 'UNDELIVERED' && entry?.overdueSince === null)
    .map(({ key }) => key)
    .join(' ');
  useEffect(() => {
    for (const key of late.split(' ').filter(Boolean)) {
      void outbox.change(key, (entry) => overdue(entry, Date.now()));
    }
  }, [outbox, late]);
  const told = found.map(({ key, status }) => `${key} ${status.kind}`).join(', ');
  // The toolbar button is the background's to mark, which may be asleep.
  useEffect(() => void wake(), [told]);
  return found.toReversed();
}

/** Draws anew every second while it is on. */
function useTick(on: boolean): void {
  const [, setCount] = useState(0);
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => setCount((count) => count + 1), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [on]);
}
