import { Redis } from 'ioredis';

/** Longest that a producer waits for Redis, so that a request never hangs on it. */
const producerPatienceMilliseconds = 1_500;

// A Redis that comes back is found within two seconds, however long it was away.
const reconnectDelay = (attempt: number): number => Math.min(attempt * 100, 2_000);

/**
 * Connects to Redis, for a worker or for a producer. The caller handles the client's `error` events.
 *
 * - `worker`: commands wait for a Redis that is away, as BullMQ's workers need it.
 * - `producer`: a command fails at once while Redis is away and after 1.5 seconds when it does not answer.
 *
 * @param url `redis://` or `rediss://` address, or the path of a unix socket with `?password=…&db=…`
 */
export const connectRedis = (url: string, purpose: 'worker' | 'producer'): Redis =>
  purpose === 'worker'
    ? new Redis(url, { maxRetriesPerRequest: null, retryStrategy: reconnectDelay })
    : new Redis(url, {
        maxRetriesPerRequest: 0,
        enableOfflineQueue: false,
        commandTimeout: producerPatienceMilliseconds,
        connectTimeout: producerPatienceMilliseconds,
        retryStrategy: reconnectDelay,
      });
