import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { silentLogger } from '@lapwing/store/logging';
import { migrate } from '@lapwing/store/migrate';
import { startPrivatePostgres } from '@lapwing/store/postgres/private-postgres';
import { commandLine } from '@lapwing/store/processes/process-table';
import { childrenOf } from './process-tree.ts';
import { until } from './until.ts';

/** The database of a stack. `close` gives it back: drops it, or stops its server. */
export interface StackDatabase {
  appUrl: string;
  ownerUrl: string;
  close(): Promise<void>;
}

/** A Postgres of one's own, which may be killed. Its addresses stay the same. */
export interface KillableDatabase extends StackDatabase {
  /** Process id of the postmaster. */
  pid(): number;
  /** SIGKILL to the postmaster; resolves when all of Postgres is gone. */
  kill(): Promise<void>;
  /** Starts it again; resolves when it takes connections. */
  start(): Promise<void>;
}

/**
 * Starts a Postgres with a migrated database in a folder of its own.
 *
 * @param options.durable false (default true) turns fsync off; what was committed still survives a killed process
 */
export async function privateDatabase(
  dataDirectory: string,
  options: { durable?: boolean } = {},
): Promise<KillableDatabase> {
  const start = () =>
    startPrivatePostgres({ dataDirectory, log: silentLogger(), durable: options.durable ?? true });
  let server = await start();
  await migrate(server.ownerUrl);
  const { appUrl, ownerUrl, clusterDirectory } = server;
  const pid = (): number => {
    const [first] = readFileSync(join(clusterDirectory, 'postmaster.pid'), 'utf8').split('\n');
    return Number(first);
  };
  return {
    appUrl,
    ownerUrl,
    pid,
    async kill() {
      const postmaster = pid();
      const sessions = childrenOf(postmaster);
      process.kill(postmaster, 'SIGKILL');
      await server.ended;
      // A session notices the end of the postmaster only when it next waits, and can answer one more statement.
      await until('all of Postgres is gone', () => sessions.every(isGone));
    },
    async start() {
      server = await start();
    },
    async close() {
      await server.stop();
      // As root the cluster lives outside the data directory, in a folder of its own.
      const isElsewhere = !clusterDirectory.startsWith(dataDirectory);
      rmSync(isElsewhere ? dirname(clusterDirectory) : clusterDirectory, { recursive: true, force: true });
    },
  };
}

/** Also one that has ended and that nobody has asked after yet. */
const isGone = (pid: number): boolean => commandLine(pid) === '';
