import type { OutboxEntry } from './outbox-entry.ts';

/** What the one line about the outbox says: the gravest thing first, then how many wait. */
export interface OutboxSummary {
  sending: boolean;
  waiting: number;
  refused: number;
  pairAgain: boolean;
  /** The server gives no answer, or something else does. */
  unreachable: boolean;
  /** Trying at once could help. */
  canTry: boolean;
  /** The newest receipt of an accepted flag, if the newest flag has one. */
  last: 'ACCEPTED' | 'ALREADY_KNOWN' | null;
}

/** Summarises entries that are sorted from the oldest to the newest. `isPaired`: the server knows this browser. */
export function summaryOf(entries: readonly OutboxEntry[], isPaired = true): OutboxSummary {
  const saved = entries.filter((entry) => entry.state === 'SAVED');
  const newest = entries.at(-1);
  const unreachable = saved.some(({ waiting }) => waiting === 'UNREACHABLE' || waiting === 'NOT_LAPWING');
  return {
    sending: entries.some((entry) => entry.state === 'SENDING'),
    waiting: saved.length,
    refused: entries.filter((entry) => entry.state === 'REFUSED').length,
    pairAgain: (!isPaired && saved.length > 0) || saved.some(({ waiting }) => waiting === 'PAIR_AGAIN'),
    unreachable,
    canTry: unreachable || saved.some((entry) => entry.waiting === 'SERVER_FAILED'),
    last: newest?.state === 'ACCEPTED' || newest?.state === 'ALREADY_KNOWN' ? newest.state : null,
  };
}
