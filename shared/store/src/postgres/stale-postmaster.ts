import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../logging.ts';
import { guardName } from '../processes/guarded-process.ts';
import { commandLine, isAlive, parentOf, waitUntilGone } from '../processes/process-table.ts';

const patienceMilliseconds = 10_000;

/**
 * Makes sure that no other Postgres uses the cluster: removes a lock file whose process is gone or is something
 * else by now, waits for a server that is shutting down, and stops one whose guard was killed.
 *
 * @throws Error with a sentence when another Lapwing really is using the cluster
 */
export const clearStalePostmaster = async (cluster: string, log: Logger): Promise<void> => {
  const lockFile = join(cluster, 'postmaster.pid');
  if (!existsSync(lockFile)) return;
  const pid = Number.parseInt(readFileSync(lockFile, 'utf8').split('\n')[0] ?? '', 10);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return;
  const command = commandLine(pid);
  if (!command.includes('postgres') || !command.includes(cluster)) {
    // After a reboot or in a container the number may belong to another program; Postgres would refuse to start.
    rmSync(lockFile, { force: true });
    log.warn({ postmaster: pid }, 'removed the lock file of a Postgres that is no longer running');
    return;
  }
  const parent = parentOf(pid);
  const guarded = parent !== undefined && commandLine(parent).includes(guardName);
  if (guarded) {
    log.info({ postmaster: pid }, 'another process still uses this database; waiting for it to end');
  } else {
    log.warn({ postmaster: pid }, 'stopping a Postgres that an earlier Lapwing left behind');
    process.kill(pid, 'SIGINT');
  }
  if (await waitUntilGone(pid, patienceMilliseconds)) return;
  throw new Error(
    `The database in ${cluster} is in use by process ${pid}: another Lapwing is running on the same data directory. ` +
      'Stop it first, or set LAPWING_DATA_DIR to another folder.',
  );
};
