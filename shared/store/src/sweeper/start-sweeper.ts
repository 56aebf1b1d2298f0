import type { Logger } from '../logging.ts';
import { repeatUntilStopped } from '../processes/repeat-until-stopped.ts';
import type { JobQueues } from '../queues/open-queues.ts';
import type { Store } from '../store.ts';
import { sweep } from './sweep.ts';

/** Work that has been due this long was most likely lost by the queue. */
const PATIENCE_MS = 10_000;
const INTERVAL_MS = 5_000;

/** Sweeps every five seconds until it is stopped. */
export function startSweeper(
  store: Pick<Store, 'db' | 'pool'> & { queues: Pick<JobQueues, 'enqueueScores' | 'enqueueBatchBuilds'> },
  log: Logger,
): { stop: () => Promise<void> } {
  const turn = async (): Promise<boolean> => {
    const found = await sweep(store, { patienceMs: PATIENCE_MS });
    if (found.scores + found.batches > 0) log.info(found, 'work that was still due is queued again');
    return false;
  };
  return repeatUntilStopped(turn, {
    intervalMs: INTERVAL_MS,
    log,
    trouble: 'the sweeper cannot work now and tries again',
  });
}
