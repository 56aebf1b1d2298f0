import { closeSync, existsSync, fchownSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from '../logging.ts';
import { type GuardedProcess, startGuarded } from '../processes/guarded-process.ts';
import { socketDirectory } from '../processes/socket-path.ts';
import { type SystemUser, unprivilegedUser } from '../processes/unprivileged-user.ts';
import { type DatabasePasswords, loadDatabasePasswords } from '../secrets.ts';
import { clusterUser, locateCluster } from './cluster-location.ts';
import { createCluster, superuserName } from './create-cluster.ts';
import { applicationRole, ensureApplicationDatabase, ownerRole } from './ensure-application-database.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { clearStalePostmaster } from './stale-postmaster.ts';

/** Name of the database the services use in a private cluster. */
const databaseName = 'lapwing';

/** Number in the socket's file name; nothing listens on TCP. */
const socketPort = 5432;
const socketName = `.s.PGSQL.${socketPort}`;

const largestLogBytes = 20 * 1024 * 1024;
const startPatienceMilliseconds = 120_000;

export type PrivatePostgres = {
  /** Logs in as `lapwing_owner`, who owns the schema and migrates. */
  ownerUrl: string;
  /** Logs in as `lapwing_app`, the services. */
  appUrl: string;
  /** Logs in as the superuser, to the database `postgres`. */
  superuserUrl: string;
  /** Folder that holds all of the data. */
  clusterDirectory: string;
  /** Resolves when the server is gone, whether asked or not. */
  ended: Promise<string>;
  /** Fast, orderly shut-down: sessions are ended, the data is written. */
  stop: () => Promise<void>;
};

type Options = {
  /** The cluster lives below it in `pg`, its passwords in `secrets`. */
  dataDirectory: string;
  log: Logger;
  /** False only for tests: what was committed may be lost with the machine. */
  durable?: boolean;
};

/** `postgresql://` address over a unix socket, understood by node-postgres and by psql. */
const socketUrl = (directory: string, user: string, password: string, database: string): string => {
  const url = new URL(`postgresql://localhost/${encodeURIComponent(database)}`);
  url.username = user;
  url.password = password;
  url.searchParams.set('host', directory);
  url.searchParams.set('port', String(socketPort));
  return url.href;
};

const settings = (sockets: string, durable: boolean): string[] => {
  const values = {
    listen_addresses: '',
    unix_socket_directories: `"${sockets}"`,
    port: String(socketPort),
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // The statement of a failed query could hold the text of a post.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
};

const openLog = (path: string, user: SystemUser | undefined): number => {
  if (existsSync(path) && statSync(path).size > largestLogBytes) truncateSync(path);
  const descriptor = openSync(path, 'a', 0o600);
  if (user !== undefined) fchownSync(descriptor, user.uid, user.gid);
  return descriptor;
};

const addressesOf = (sockets: string, passwords: DatabasePasswords) => ({
  ownerUrl: socketUrl(sockets, ownerRole, passwords.owner, databaseName),
  appUrl: socketUrl(sockets, applicationRole, passwords.application, databaseName),
  superuserUrl: socketUrl(sockets, superuserName, passwords.superuser, 'postgres'),
});

/**
 * Addresses of a private Postgres that another process on this machine keeps running, for short commands.
 *
 * @returns undefined when none is running
 */
export const findRunningPostgres = async (
  dataDirectory: string,
  log: Logger,
): Promise<Pick<PrivatePostgres, 'ownerUrl' | 'appUrl'> | undefined> => {
  if (!existsSync(dataDirectory)) return undefined;
  const preferred = unprivilegedUser();
  const cluster = locateCluster(dataDirectory, preferred, log);
  if (!existsSync(join(cluster, 'postmaster.pid'))) return undefined;
  const sockets = socketDirectory(cluster, socketName, clusterUser(cluster, preferred));
  const { ownerUrl, appUrl } = addressesOf(sockets, await loadDatabasePasswords(dataDirectory));
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 3_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return { ownerUrl, appUrl };
  } catch {
    return undefined;
  } finally {
    await client.end();
  }
};

/** Codes that mean "not there yet": no socket, nobody listening, or still recovering. */
const notYet = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', '57P03']);

const waitUntilReady = async (url: string, server: GuardedProcess, logFile: string): Promise<void> => {
  let end: string | undefined;
  server.ended.then((how) => {
    end = how;
  });
  const deadline = Date.now() + startPatienceMilliseconds;
  for (;;) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (end !== undefined || !notYet.has(code) || Date.now() > deadline) {
        const lastLines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
        const what = end === undefined ? 'could not be reached' : end;
        throw new Error(`The private Postgres ${what}. Its log ${logFile} ends with:\n${lastLines}`, {
          cause: error,
        });
      }
    } finally {
      await client.end();
    }
    await delay(50);
  }
};

/**
 * Starts a Postgres of our own: real binaries, a unix socket that only this user can reach, no TCP. It survives
 * restarts with its data and never outlives this process. As root it runs as another user, because it must.
 *
 * @throws Error with a sentence for the person who starts Lapwing
 */
export const startPrivatePostgres = async (options: Options): Promise<PrivatePostgres> => {
  const { dataDirectory, log, durable = true } = options;
  if (process.platform === 'win32')
    throw new Error('There is no private Postgres on Windows. Set DATABASE_URL.');
  const preferred = unprivilegedUser();
  const cluster = locateCluster(dataDirectory, preferred, log);
  const user = clusterUser(cluster, preferred);
  const binaries = findPostgresBinaries(user, log);
  const passwords = await loadDatabasePasswords(dataDirectory);
  if (!existsSync(cluster)) {
    await createCluster(cluster, binaries, { password: passwords.superuser, user, durable });
    log.info({ cluster }, 'created a private Postgres');
  }
  await clearStalePostmaster(cluster, log);
  const sockets = socketDirectory(cluster, socketName, user);
  const logFile = join(cluster, 'server.log');
  const logDescriptor = openLog(logFile, user);
  const server = startGuarded({
    command: binaries.postgres,
    args: ['-D', cluster, ...settings(sockets, durable)],
    stopSignal: 'INT',
    forceSignal: 'QUIT',
    graceSeconds: 10,
    logDescriptor,
    environment: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' },
    user,
  });
  closeSync(logDescriptor);
  try {
    const addresses = addressesOf(sockets, passwords);
    await waitUntilReady(addresses.superuserUrl, server, logFile);
    await ensureApplicationDatabase(addresses.superuserUrl, databaseName, passwords);
    return { ...addresses, clusterDirectory: cluster, ended: server.ended, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
};
