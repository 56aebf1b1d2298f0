import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@lapwing/store/logging';
import { EXIT_CONFIGURATION } from '@lapwing/store/processes/run-service';

/** One child process of the launcher. */
export type ServiceProgram = {
  /** Short name in logs. */
  name: string;
  /** Arguments for Node: options, the absolute path of the program, its arguments. */
  arguments: readonly string[];
  /** Environment of the child, complete. */
  environment: Readonly<Record<string, string | undefined>>;
};

export type SupervisedService = {
  name: string;
  /** Resolves when the service said for the first time that it is ready. */
  ready: Promise<void>;
  /** Resolves with a sentence when the service will not be started again. */
  gaveUp: Promise<string>;
  /** Process id of the running child. */
  pid: () => number | undefined;
  /** Ends the child in an orderly way and starts it again at once. */
  restart: () => void;
  /** SIGTERM, then SIGKILL after the grace period; resolves when the child is gone. */
  stop: () => Promise<void>;
};

type Timing = {
  /** Pause before the first restart; doubles up to `longestPause`. */
  firstPause: number;
  longestPause: number;
  /** A child that ran this long starts the pauses anew. */
  healthyAfter: number;
  /** Between SIGTERM and SIGKILL. */
  grace: number;
};

// Services give themselves 8 seconds to stop; the whole of Lapwing stops within 10.
const defaultTiming: Timing = { firstPause: 250, longestPause: 15_000, healthyAfter: 60_000, grace: 8_500 };

/**
 * Runs a service and starts it again, with growing pauses, whenever it ends. Its output goes where ours goes. A
 * channel ties it to us: a service that stops when the channel closes cannot outlive the launcher.
 *
 * @param timing all in milliseconds
 */
export const superviseService = (
  program: ServiceProgram,
  log: Logger,
  timing: Partial<Timing> = {},
): SupervisedService => {
  const { firstPause, longestPause, healthyAfter, grace } = { ...defaultTiming, ...timing };
  const { name } = program;
  const stopped = new AbortController();
  const ready = Promise.withResolvers<void>();
  const gaveUp = Promise.withResolvers<string>();
  let child: ChildProcess | undefined;
  let restarting = false;

  const startOnce = (): ChildProcess => {
    const started = spawn(process.execPath, program.arguments, {
      env: program.environment,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    started.on('message', (message) => {
      if (message === 'ready') ready.resolve();
    });
    return started;
  };

  const run = async (): Promise<void> => {
    let pause = firstPause;
    while (!stopped.signal.aborted) {
      const startedAt = Date.now();
      child = startOnce();
      const how = await endOf(child);
      child = undefined;
      if (stopped.signal.aborted) return;
      if (restarting) {
        restarting = false;
        continue;
      }
      if (how.code === EXIT_CONFIGURATION) {
        gaveUp.resolve(`The service ${name} cannot use its settings; see above.`);
        return;
      }
      if (Date.now() - startedAt > healthyAfter) pause = firstPause;
      log.error(
        { ...how, again: `in ${pause} ms`, child: name },
        `the service ${name} ended; starting it again`,
      );
      await delay(pause, undefined, { signal: stopped.signal }).catch(() => {});
      pause = Math.min(pause * 2, longestPause);
    }
  };
  const running = run();

  return {
    name,
    ready: ready.promise,
    gaveUp: gaveUp.promise,
    pid: () => child?.pid,
    restart: () => {
      if (child === undefined) return;
      restarting = true;
      child.kill('SIGTERM');
    },
    stop: async () => {
      stopped.abort();
      const last = child;
      if (last !== undefined) {
        const force = setTimeout(() => last.kill('SIGKILL'), grace);
        last.kill('SIGTERM');
        await endOf(last);
        clearTimeout(force);
      }
      await running;
    },
  };
};

const endOf = async (
  child: ChildProcess,
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> => {
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
    await once(child, 'exit');
  return { code: child.exitCode, signal: child.signalCode };
};
