import type { OutboxHead, Owner } from '../outbox/outbox-entry.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import { overdue } from '../outbox/outbox-transitions.ts';
import { dangerStatusOf, type WatchClock } from './danger-watch.ts';

export interface DangerWatch {
  store: OutboxStore;
  clock: WatchClock;
  /** Who is paired; null when the server does not know this browser. */
  paired: Owner | null;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What the background has to say of imminent danger. */
export interface DangerReport {
  sending: number;
  undelivered: number;
  /** One was found late just now, so that its person has to be told. */
  news: boolean;
}

/**
 * Looks how imminent danger stands, and writes down what is late, so that it stays told of whatever becomes of clocks
 * and contexts.
 */
export async function keepWatch({ store, clock, paired, now }: DangerWatch): Promise<DangerReport> {
  const report: DangerReport = { sending: 0, undelivered: 0, news: false };
  for (const head of await store.heads()) {
    const kind = dangerStatusOf(head, { now, paired, watchedMs: watchedMs(head, clock) })?.kind;
    if (kind === 'SENDING') report.sending += 1;
    if (kind !== 'UNDELIVERED') continue;
    report.undelivered += 1;
    if (head.state === 'SAVED' || head.state === 'SENDING' || head.state === 'REFUSED') {
      if (head.overdueSince !== null) continue;
      // What does not open cannot be written either.
      const told = await store.change(head.key, (entry) => overdue(entry, now));
      report.news ||= told?.overdueSince === now;
    }
  }
  return report;
}

const watchedMs = (head: OutboxHead, clock: WatchClock) => (head.imminent ? clock.watchedMs(head.key) : 0);
