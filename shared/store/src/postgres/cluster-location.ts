import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Logger } from '../logging.ts';
import { canUseDirectory, reachableDirectory, type SystemUser } from '../processes/unprivileged-user.ts';

/**
 * Where the private cluster lives: `<data directory>/pg`, or, when its user cannot enter the data directory, a
 * folder elsewhere that is remembered in `<data directory>/pg.location`.
 */
export const locateCluster = (dataDirectory: string, user: SystemUser | undefined, log: Logger): string => {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o711 });
  const note = join(dataDirectory, 'pg.location');
  if (existsSync(note)) {
    const cluster = readFileSync(note, 'utf8').trim();
    if (!existsSync(dirname(cluster))) {
      throw new Error(
        `The database of ${dataDirectory} should be in ${cluster} (see pg.location), but is not there.`,
      );
    }
    return cluster;
  }
  const cluster = join(dataDirectory, 'pg');
  if (user === undefined || userCanReach(dataDirectory, user)) return cluster;
  const elsewhere = join(reachableDirectory(`data-${randomBytes(6).toString('hex')}`, user, 'write'), 'pg');
  writeFileSync(join(dirname(elsewhere), 'belongs-to'), `${dataDirectory}\n`);
  if (existsSync(cluster)) moveCluster(cluster, elsewhere);
  writeFileSync(note, `${elsewhere}\n`);
  log.info(
    { cluster: elsewhere },
    `the user ${user.name} cannot enter ${dataDirectory}; the database is kept elsewhere`,
  );
  return elsewhere;
};

const userCanReach = (dataDirectory: string, user: SystemUser): boolean => {
  const probe = mkdtempSync(join(dataDirectory, 'probe-'));
  chownSync(probe, user.uid, user.gid);
  const reachable = canUseDirectory(probe, user, 'write');
  rmdirSync(probe);
  return reachable;
};

const moveCluster = (from: string, to: string): void => {
  const copy = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
  if (copy.status !== 0)
    throw new Error(`The database in ${from} could not be copied to ${to}: ${copy.stderr}`);
  renameSync(from, `${from}.before-move`);
};

/** The user a cluster runs as: an existing one keeps its owner, a new one gets `user`. */
export const clusterUser = (cluster: string, user: SystemUser | undefined): SystemUser | undefined => {
  if (!existsSync(cluster)) return user;
  const { uid, gid } = statSync(cluster);
  if (user !== undefined) return uid === 0 ? user : { name: `uid ${uid}`, uid, gid };
  if (uid !== process.getuid?.()) {
    throw new Error(
      `The database in ${cluster} belongs to another user (uid ${uid}). Start Lapwing as that user, or as root.`,
    );
  }
  return undefined;
};
