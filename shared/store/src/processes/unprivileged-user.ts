import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SystemUser = { name: string; uid: number; gid: number };

// initdb looks its own uid up in the user database, so a bare number will not do.
const candidates = ['postgres', 'nobody', 'daemon'];

/**
 * The user that private servers run as when Lapwing runs as root (Postgres refuses root).
 *
 * @returns undefined when not root, where servers run as the current user
 */
export const unprivilegedUser = (): SystemUser | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid = '', gid = '']) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.uid > 0);
  for (const name of candidates) {
    const user = users.find((entry) => entry.name === name);
    if (user !== undefined) return user;
  }
  throw new Error(
    'Postgres does not run as root and this system has no user postgres, nobody or daemon. ' +
      'Start Lapwing as an ordinary user, or set DATABASE_URL.',
  );
};

type Identity = { uid: number; gid: number };

/** Whether `user` can enter the directory (and write there), tried for real. */
export const canUseDirectory = (directory: string, user: Identity, access: 'enter' | 'write'): boolean => {
  const test = access === 'write' ? 'cd "$1" && [ -w . ]' : 'cd "$1"';
  const result = spawnSync('/bin/sh', ['-c', test, 'sh', directory], {
    cwd: '/',
    stdio: 'ignore',
    uid: user.uid,
    gid: user.gid,
  });
  return result.status === 0;
};

/**
 * A new or existing folder `name` outside the checkout that `user` can reach, for when the checkout or the data
 * directory lies below a folder that only root may enter.
 *
 * @param access `write` makes it the user's own, closed to others; `enter` leaves it to root, open for reading
 */
export const reachableDirectory = (name: string, user: Identity, access: 'enter' | 'write'): string => {
  const failures: string[] = [];
  for (const base of ['/var/lib/lapwing', join(tmpdir(), 'lapwing-root'), '/tmp/lapwing-root']) {
    const path = join(base, name);
    try {
      mkdirSync(base, { recursive: true, mode: 0o711 });
      // In a shared temporary folder somebody else may have taken the name.
      if (lstatSync(base).uid !== 0) continue;
      mkdirSync(path, { recursive: true });
      chmodSync(path, access === 'write' ? 0o700 : 0o755);
      if (access === 'write') chownSync(path, user.uid, user.gid);
      if (canUseDirectory(path, user, access)) return path;
      failures.push(`${path} cannot be reached`);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : path);
    }
  }
  throw new Error(
    `No folder was found that the user of the private Postgres can reach: ${failures.join('; ')}. Set DATABASE_URL.`,
  );
};
