import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLogger } from '@lapwing/store/logging';
import { findRedisServer, type PrivateRedis, startPrivateRedis } from '@lapwing/store/redis/private-redis';

/** A Redis of one's own, which may be killed. Its address stays the same. */
export interface KillableRedis {
  url: string;
  pid(): number;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again with what its append-only file holds; resolves when it answers. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a Redis in a folder of its own, or returns undefined where the machine has none. */
export async function killableRedis(dataDirectory: string): Promise<KillableRedis | undefined> {
  const program = findRedisServer();
  if (program === undefined) return undefined;
  const start = (): Promise<PrivateRedis> =>
    startPrivateRedis(program, { dataDirectory, log: silentLogger() });
  let server = await start();
  const pid = (): number => Number(readFileSync(join(dataDirectory, 'redis/redis.pid'), 'utf8'));
  return {
    url: server.url,
    pid,
    async kill() {
      process.kill(pid(), 'SIGKILL');
      await server.ended;
    },
    async start() {
      server = await start();
    },
    close: () => server.stop(),
  };
}
