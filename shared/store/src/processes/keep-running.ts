import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logging.ts';

type Server = { ended: Promise<string>; stop: () => Promise<void> };

const firstPauseMilliseconds = 250;
const longestPauseMilliseconds = 15_000;
/** A server that ran this long starts again without a pause worth mentioning. */
const healthyMilliseconds = 60_000;

/**
 * Starts a server and starts it again, with growing pauses, whenever it ends without being asked to. Its address
 * must stay the same. The first start may fail; that error is the caller's.
 */
export const keepRunning = async <Kind extends Server>(
  start: () => Promise<Kind>,
  { what, log }: { what: string; log: Logger },
): Promise<{ first: Kind; stop: () => Promise<void> }> => {
  const first = await start();
  const stopped = new AbortController();
  let current: Server | undefined = first;

  const watch = async (): Promise<void> => {
    let pause = firstPauseMilliseconds;
    while (current !== undefined) {
      const startedAt = Date.now();
      const how = await current.ended;
      if (stopped.signal.aborted) return;
      log.error({ how }, `${what} ended unexpectedly; starting it again`);
      if (Date.now() - startedAt > healthyMilliseconds) pause = firstPauseMilliseconds;
      current = undefined;
      while (current === undefined) {
        await delay(pause, undefined, { signal: stopped.signal });
        pause = Math.min(pause * 2, longestPauseMilliseconds);
        try {
          current = await start();
          // Whoever stopped us meanwhile waits for this loop and then stops the new server.
          if (stopped.signal.aborted) return;
          log.info(`${what} is back`);
        } catch (error) {
          log.error({ err: error }, `${what} could not be started; trying again`);
        }
      }
    }
  };
  // The only rejection is the abort of a pause.
  const watching = watch().catch(() => {});
  return {
    first,
    stop: async () => {
      stopped.abort();
      await current?.stop();
      await watching;
      await current?.stop();
    },
  };
};
