import { setTimeout as delay } from 'node:timers/promises';
import type { LiveEvent } from '@lapwing/contracts';
import { changesSince } from '@lapwing/store/items/changes-since';
import { describeError, type Logger } from '@lapwing/store/logging';
import type { Store } from '@lapwing/store/store';

/** Tells subscribers what changed, whichever process changed it. */
export interface LiveChanges {
  /** Calls `listener` for every change from now on; gives a function that stops it. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
  readonly subscribers: number;
  /** Aborted when this process takes no part any more: streams end, and clients come back to another one. */
  readonly closed: AbortSignal;
  close(): void;
}

const POLL_MS = 500;
/** Rows become visible when their transaction commits, which is later than their time stamp. */
const OVERLAP_MS = 5_000;
/** More changes than this within the overlap are not told one by one: clients ask for everything again. */
const MOST_AT_ONCE = 500;

/**
 * One poller per process, and only while somebody listens. After a time without an answer from the database
 * everybody is told to ask for everything again.
 */
export function createLiveChanges(store: Pick<Store, 'db'>, log: Logger): LiveChanges {
  const listeners = new Set<(event: LiveEvent) => void>();
  const closing = new AbortController();
  let polling: AbortController | null = null;

  const tell = (event: LiveEvent) => {
    for (const listener of listeners) listener(event);
  };

  const poll = async (signal: AbortSignal): Promise<void> => {
    const startedAt = new Date();
    let newest = startedAt;
    let away = false;
    const seen = new Map<string, number>();
    while (!signal.aborted) {
      try {
        const since = new Date(newest.getTime() - OVERLAP_MS);
        const changes = await changesSince(store, since, MOST_AT_ONCE);
        const isFlood = changes.length >= MOST_AT_ONCE;
        // Going on from the last one read would never get past a window that always holds more than one reading.
        if (isFlood) newest = new Date();
        for (const { key, at, event } of isFlood ? [] : changes) {
          if (seen.has(key)) continue;
          seen.set(key, at.getTime());
          if (at > newest) newest = at;
          // What changed before the first subscriber came is in what she has loaded.
          if (at >= startedAt) tell(event);
        }
        for (const [key, at] of seen) if (at < since.getTime()) seen.delete(key);
        if (away || isFlood) tell({ kind: 'RESYNC' });
        away = false;
      } catch (error) {
        if (!away)
          log.warn({ err: describeError(error) }, 'changes cannot be read; clients resync afterwards');
        away = true;
      }
      await delay(POLL_MS, undefined, { signal }).catch(() => {});
    }
  };

  const start = () => {
    polling = new AbortController();
    void poll(polling.signal);
  };

  const stop = () => {
    polling?.abort();
    polling = null;
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (polling === null) start();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    get subscribers() {
      return listeners.size;
    },
    closed: closing.signal,
    close() {
      closing.abort();
      stop();
    },
  };
}
