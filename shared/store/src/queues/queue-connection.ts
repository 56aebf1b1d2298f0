import { createPostgresBackend, Queue, withBackend } from 'bullmq';
import type { Redis } from 'ioredis';
import { connectRedis } from '../redis/connect-redis.ts';
import { queuePrefix, queueSchema } from './queue-names.ts';

/** Where the queues live: Redis, or without one the services' Postgres. */
export type QueueLocation = { redisUrl: string | undefined; databaseUrl: string };

/** BullMQ's classes on Postgres; the default ones are on Redis. */
export const onPostgres = withBackend(createPostgresBackend);

export const postgresConnection = (databaseUrl: string, connections: number) => ({
  connectionString: databaseUrl,
  schema: queueSchema,
  max: connections,
  connectionTimeoutMillis: 1_500,
});

type JobOptions = NonNullable<Parameters<Queue['add']>[2]>;

/** The part of BullMQ's Job that says how far it is. */
export type AskedJob = {
  finishedOn?: number | undefined;
  returnvalue: unknown;
  remove: () => Promise<void>;
};

/** The part of BullMQ's Queue that producers use, the same for both backends. */
export type ProducerQueue = {
  waitUntilReady: () => Promise<unknown>;
  add: (name: string, data: object, options: JobOptions) => Promise<unknown>;
  addBulk: (jobs: { name: string; data: object; opts: JobOptions }[]) => Promise<unknown>;
  getJob: (id: string) => Promise<AskedJob | undefined>;
  getJobCounts: () => Promise<Record<string, number>>;
  on: (event: 'error', listener: (error: Error) => void) => unknown;
  close: () => Promise<void>;
};

export type ProducerConnection = {
  open: (name: string) => ProducerQueue;
  /** False while it is known that nothing can be added. */
  isReady: () => boolean;
  /** Resolves when the connection was ready for the first time. */
  firstReady: Promise<void>;
  close: () => Promise<void>;
};

/** A connection that fails fast, shared by all queues of a producer. */
export const connectProducer = (
  location: QueueLocation,
  onTrouble: (error: unknown) => void,
): ProducerConnection =>
  location.redisUrl === undefined
    ? {
        open: (name) =>
          new onPostgres.Queue<object>(name, { connection: postgresConnection(location.databaseUrl, 3) }),
        isReady: () => true,
        firstReady: Promise.resolve(),
        close: async () => {},
      }
    : redisProducer(connectRedis(location.redisUrl, 'producer'), onTrouble);

const redisProducer = (redis: Redis, onTrouble: (error: unknown) => void): ProducerConnection => {
  redis.on('error', onTrouble);
  return {
    open: (name) => new Queue<object>(name, { connection: redis, prefix: queuePrefix }),
    isReady: () => redis.status === 'ready',
    firstReady: new Promise((resolve) => redis.once('ready', () => resolve())),
    close: async () => redis.disconnect(),
  };
};
