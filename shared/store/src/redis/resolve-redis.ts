import type { Environment } from '../environment.ts';
import type { Logger } from '../logging.ts';
import { keepRunning } from '../processes/keep-running.ts';
import { findRedisServer, startPrivateRedis } from './private-redis.ts';

export type ResolvedRedis = {
  /** Undefined: there is no Redis, the queues live in Postgres. */
  redisUrl: string | undefined;
  /** Stops a private Redis; does nothing to one that was given. */
  stop: () => Promise<void>;
};

/**
 * The Redis to use: `REDIS_URL`, else a private one of a program on PATH, else none, which puts BullMQ's queues
 * into Postgres. A private one is kept running until `stop()`.
 */
export const resolveRedis = async (
  environment: Pick<Environment, 'redisUrl' | 'dataDirectory'>,
  { log }: { log: Logger },
): Promise<ResolvedRedis> => {
  const nothingToStop = async () => {};
  if (environment.redisUrl !== undefined) return { redisUrl: environment.redisUrl, stop: nothingToStop };
  const program = findRedisServer();
  if (program === undefined) {
    log.warn(
      'neither REDIS_URL nor a redis-server or valkey-server on PATH: the job queues live in Postgres, ' +
        'which takes fewer jobs per second and adds load to the database',
    );
    return { redisUrl: undefined, stop: nothingToStop };
  }
  const { dataDirectory } = environment;
  const start = () => startPrivateRedis(program, { dataDirectory, log });
  const { first, stop } = await keepRunning(start, { what: 'the private Redis', log });
  return { redisUrl: first.url, stop };
};
