import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Logger } from '../logging.ts';
import { type GuardedProcess, guardName, startGuarded } from '../processes/guarded-process.ts';
import { commandLine, isAlive, parentOf, waitUntilGone } from '../processes/process-table.ts';
import { socketDirectory } from '../processes/socket-path.ts';
import { loadRedisPassword } from '../secrets.ts';

const socketName = 'redis.sock';
const pidFileName = 'redis.pid';
const startPatienceMilliseconds = 60_000;
const stopPatienceMilliseconds = 10_000;

export type PrivateRedis = {
  /** Path of a unix socket with the password as a query parameter: an address that `new Redis(url)` takes. */
  url: string;
  /** Resolves when the server is gone, whether asked or not. */
  ended: Promise<string>;
  stop: () => Promise<void>;
};

type Options = {
  /** The append-only file lives below it in `redis`, the password in `secrets`. */
  dataDirectory: string;
  log: Logger;
  /** False only for tests: nothing is written to disk. */
  durable?: boolean;
};

/** Program of a Redis or Valkey on PATH, or undefined. */
export const findRedisServer = (): string | undefined =>
  ['redis-server', 'valkey-server'].find(
    (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
  );

/** One value of redis.conf; quoted because a path may hold spaces. */
const quoted = (value: string): string => JSON.stringify(value);

const configuration = (directory: string, socket: string, password: string, durable: boolean): string =>
  [
    'port 0',
    `unixsocket ${quoted(socket)}`,
    'unixsocketperm 700',
    `dir ${quoted(directory)}`,
    `pidfile ${quoted(join(directory, pidFileName))}`,
    `requirepass ${quoted(password)}`,
    'databases 1024',
    // BullMQ loses jobs when keys are evicted.
    'maxmemory-policy noeviction',
    `appendonly ${durable ? 'yes' : 'no'}`,
    'save ""',
    'loglevel warning',
    '',
  ].join('\n');

/** Same questions as for Postgres: a lock of somebody gone, an orphan, or another Lapwing. */
const clearStaleServer = async (directory: string, log: Logger): Promise<void> => {
  const pidFile = join(directory, pidFileName);
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  const running = Number.isInteger(pid) && pid > 0 && isAlive(pid) && /redis|valkey/.test(commandLine(pid));
  if (running) {
    const parent = parentOf(pid);
    if (parent === undefined || !commandLine(parent).includes(guardName)) {
      log.warn({ redis: pid }, 'stopping a Redis that an earlier Lapwing left behind');
      process.kill(pid, 'SIGTERM');
    }
    if (!(await waitUntilGone(pid, stopPatienceMilliseconds))) {
      throw new Error(
        `The Redis in ${directory} is in use by process ${pid}: another Lapwing is running on the same data directory.`,
      );
    }
  }
  rmSync(pidFile, { force: true });
};

const waitUntilReady = async (url: string, server: GuardedProcess, logFile: string): Promise<void> => {
  let end: string | undefined;
  server.ended.then((how) => {
    end = how;
  });
  const deadline = Date.now() + startPatienceMilliseconds;
  let last: unknown;
  while (end === undefined && Date.now() < deadline) {
    last = await answers(url);
    if (last === true) return;
    await delay(50);
  }
  const lastLines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
  throw new Error(
    `The private Redis ${end ?? 'could not be reached'}. Its log ${logFile} ends with:\n${lastLines}`,
    {
      cause: last,
    },
  );
};

/** True when a Redis answers at this address, else why not. */
const answers = async (url: string): Promise<unknown> => {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.ping();
    return true;
  } catch (error) {
    return error;
  } finally {
    client.disconnect();
  }
};

/**
 * Starts a Redis or Valkey of our own on a unix socket that only this user can reach, with an append-only file.
 * It survives restarts with its data and never outlives this process.
 *
 * @param program what {@link findRedisServer} found
 * @throws Error with a sentence for the person who starts Lapwing
 */
export const startPrivateRedis = async (program: string, options: Options): Promise<PrivateRedis> => {
  const { dataDirectory, log, durable = true } = options;
  const directory = join(dataDirectory, 'redis');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  await clearStaleServer(directory, log);
  const password = await loadRedisPassword(dataDirectory);
  const socket = join(socketDirectory(directory, socketName), socketName);
  const url = `${socket}?${new URLSearchParams({ password })}`;
  const configurationFile = join(directory, 'redis.conf');
  writeFileSync(configurationFile, configuration(directory, socket, password, durable), { mode: 0o600 });
  const logFile = join(directory, 'server.log');
  const logDescriptor = openSync(logFile, 'w', 0o600);
  const server = startGuarded({
    command: program,
    args: [configurationFile],
    stopSignal: 'TERM',
    forceSignal: 'KILL',
    graceSeconds: 10,
    logDescriptor,
    environment: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
  });
  closeSync(logDescriptor);
  try {
    await waitUntilReady(url, server, logFile);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url, ended: server.ended, stop: server.stop };
};
