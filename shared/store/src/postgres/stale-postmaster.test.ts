import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../logging.ts';
import { clearStalePostmaster } from './stale-postmaster.ts';

let cluster: string;
beforeEach(async () => {
  cluster = await mkdtemp(join(tmpdir(), 'lapwing-stale-'));
});
afterEach(() => rm(cluster, { recursive: true, force: true }));

const lockFile = () => join(cluster, 'postmaster.pid');

describe('clearStalePostmaster', () => {
  it('removes a lock whose number now belongs to another program', async () => {
    await writeFile(lockFile(), `${process.pid}\n${cluster}\n`);
    await clearStalePostmaster(cluster, silentLogger());
    expect(existsSync(lockFile())).toBe(false);
    process.kill(process.pid, 0);
  });

  it('leaves a lock whose process is gone to Postgres, which knows better', async () => {
    await writeFile(lockFile(), `${2 ** 22 + 1}\n${cluster}\n`);
    await clearStalePostmaster(cluster, silentLogger());
    expect(existsSync(lockFile())).toBe(true);
  });

  it('is content without a lock', async () => {
    await expect(clearStalePostmaster(cluster, silentLogger())).resolves.toBeUndefined();
  });
});
