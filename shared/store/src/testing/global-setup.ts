import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { silentLogger } from '../logging.ts';
import { startPrivatePostgres } from '../postgres/private-postgres.ts';
import { findRedisServer, startPrivateRedis } from '../redis/private-redis.ts';

export type TestServers = {
  superuserUrl: string;
  ownerUrl: string;
  appUrl: string;
  /** Null where this machine has no redis-server. */
  redisUrl: string | null;
};

declare module 'vitest' {
  interface ProvidedContext {
    lapwingTestServers: TestServers;
  }
}

/** One real Postgres and one real Redis for a whole run of Vitest, in a folder that is removed afterwards. */
const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'lapwing-test-'));
  // As root, Postgres runs as another user, who must be able to enter.
  await chmod(dataDirectory, 0o711);
  const log = silentLogger();
  const postgres = await startPrivatePostgres({ dataDirectory, log, durable: false });
  const program = findRedisServer();
  const redis =
    program === undefined
      ? undefined
      : await startPrivateRedis(program, { dataDirectory, log, durable: false });
  project.provide('lapwingTestServers', {
    superuserUrl: postgres.superuserUrl,
    ownerUrl: postgres.ownerUrl,
    appUrl: postgres.appUrl,
    redisUrl: redis?.url ?? null,
  });
  return async () => {
    await redis?.stop();
    await postgres.stop();
    // Either below the data directory or, where its user cannot enter there, in a folder made for it alone.
    const elsewhere = dirname(postgres.clusterDirectory);
    if (elsewhere !== dataDirectory) await rm(elsewhere, { recursive: true, force: true });
    await rm(dataDirectory, { recursive: true, force: true });
  };
};

export default setup;
