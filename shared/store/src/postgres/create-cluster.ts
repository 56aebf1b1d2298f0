import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { SystemUser } from '../processes/unprivileged-user.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

/** Login of the private cluster's superuser; only used to create roles and databases. */
export const superuserName = 'postgres';

/**
 * Runs initdb into a draft folder and renames it, so that `cluster` is either complete or absent.
 *
 * @param durable false skips flushing to disk, for throw-away clusters
 */
export const createCluster = async (
  cluster: string,
  binaries: PostgresBinaries,
  options: { password: string; user: SystemUser | undefined; durable: boolean },
): Promise<void> => {
  const draft = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  const { user } = options;
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(draft, { mode: 0o700 });
  try {
    writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600, flag: 'wx' });
    if (user !== undefined) {
      chownSync(draft, user.uid, user.gid);
      chownSync(passwordFile, user.uid, user.gid);
    }
    await runInitdb(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${superuserName}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(options.durable ? [] : ['--no-sync']),
      ],
      user,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, cluster);
};

const runInitdb = async (
  initdb: string,
  args: readonly string[],
  user: SystemUser | undefined,
): Promise<void> => {
  const child = spawn(initdb, args, {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaint += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The private Postgres could not be created: ${complaint.trim()}`);
};
