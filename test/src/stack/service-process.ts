import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeArguments } from '@lapwing/launcher/supervise/service-programs';
import { repositoryRoot } from '@lapwing/store/environment';

export type ServiceName = 'api' | 'scorer' | 'exporter';

/** A service of Lapwing as a real process. */
export interface ServiceProcess {
  name: ServiceName;
  /** Process id, or undefined while it is not running. */
  pid(): number | undefined;
  /** Ends it without warning (or with another signal) and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again; resolves when it is ready. */
  start(): Promise<void>;
  /** Orderly stop; resolves when it is gone. */
  stop(): Promise<void>;
  /** Everything it wrote so far, over all its lives. */
  log(): string;
}

/**
 * Prepares a service; nothing runs before `start()`. Its environment holds only `settings` and what a process needs
 * to run at all, so that nothing of a test runner reaches it.
 *
 * @param options.logFile standard output and error are appended here
 * @param options.nodeArguments options for Node itself, for example `--cpu-prof`
 */
export function serviceProcess(
  name: ServiceName,
  options: { settings: Record<string, string>; logFile: string; nodeArguments?: readonly string[] },
): ServiceProcess {
  const program = join(repositoryRoot, 'services', name, 'src/main.ts');
  let child: ChildProcess | undefined;
  const log = (): string => readFileSync(options.logFile, 'utf8');

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    child = undefined;
    if (ending === undefined || !isRunning(ending)) return;
    const gone = once(ending, 'exit');
    ending.kill(signal);
    await gone;
  };

  return {
    name,
    log,
    pid: () => (child !== undefined && isRunning(child) ? child.pid : undefined),
    kill: (signal = 'SIGKILL') => end(signal),
    stop: () => end('SIGTERM'),
    async start() {
      if (child !== undefined && isRunning(child)) throw new Error(`The ${name} is running already`);
      const output = openSync(options.logFile, 'a', 0o600);
      const started = fork(program, {
        execArgv: [...nodeArguments[name], ...(options.nodeArguments ?? [])],
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.settings },
        stdio: ['ignore', output, output, 'ipc'],
      });
      closeSync(output);
      child = started;
      await new Promise<void>((resolve, reject) => {
        started.on('message', (message) => {
          if (message === 'ready') resolve();
        });
        started.once('error', reject);
        started.once('exit', (code, signal) => {
          const tail = log().trimEnd().split('\n').slice(-20).join('\n');
          reject(new Error(`The ${name} ended (${signal ?? code}) before it was ready:\n${tail}`));
        });
      });
    },
  };
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;
