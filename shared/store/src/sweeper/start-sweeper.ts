import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logging.ts';
import type { JobQueues } from '../queues/open-queues.ts';
import type { Store } from '../store.ts';
import { sweep } from './sweep.ts';

/** Work that has been due this long was most likely lost by the queue. */
const PATIENCE_MS = 10_000;
const INTERVAL_MS = 5_000;

/** Sweeps every five seconds until it is stopped; a database that is away is tried again at the next turn. */
export function startSweeper(
  store: Pick<Store, 'db' | 'pool'> & { queues: Pick<JobQueues, 'enqueueScores' | 'enqueueBatchBuilds'> },
  log: Logger,
): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  const run = async (): Promise<void> => {
    let away = false;
    while (!stopped.signal.aborted) {
      try {
        const found = await sweep(store, { patienceMs: PATIENCE_MS });
        if (found.scores + found.batches > 0) log.info(found, 'work that was still due is queued again');
        away = false;
      } catch (error) {
        if (!away) log.warn({ err: error }, 'the sweeper cannot work now and tries again');
        away = true;
      }
      await delay(INTERVAL_MS, undefined, { signal: stopped.signal }).catch(() => {});
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}
