import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logging.ts';

interface Options {
  /** Pause between two turns, in milliseconds. */
  intervalMs: number;
  log: Logger;
  /** Said once when a turn fails, and again only after one succeeded. */
  trouble: string;
}

/**
 * Does background work again and again until it is stopped. A turn that fails, because the database is away, is tried
 * again after the pause. A turn that resolves to true has left work over: the next one follows at once. `stop` waits
 * for the turn that runs.
 */
export function repeatUntilStopped(
  turn: (stopped: AbortSignal) => Promise<boolean>,
  { intervalMs, log, trouble }: Options,
): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  const run = async (): Promise<void> => {
    let away = false;
    while (!stopped.signal.aborted) {
      try {
        const more = await turn(stopped.signal);
        away = false;
        if (more) continue;
      } catch (error) {
        if (!away) log.warn({ err: error }, trouble);
        away = true;
      }
      await delay(intervalMs, undefined, { signal: stopped.signal }).catch(() => {});
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
