import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { ApiProblem } from '../http/api-problem.ts';
import { createReservingLimiter } from './reserving-limiter.ts';

/** Counts requests and refuses those that are too many. */
export interface RateLimits {
  /** One request from an address. */
  address(address: string): Promise<void>;
  /** One request of a person. */
  person(personId: string): Promise<void>;
  /** One question of a person to the classifier: it costs more than other requests. */
  suggestion(personId: string): Promise<void>;
  /** One attempt to prove who one is: from an address, and for an account where one is named. */
  attempt(address: string, account: string | null): Promise<void>;
  /** The account's attempts are forgotten: one of them succeeded. */
  succeeded(account: string): Promise<void>;
}

interface Limit {
  name: string;
  points: number;
  seconds: number;
}

/** A process takes this part of a limit at a time: with 300 a minute it asks Redis for every sixth request. */
const BLOCKS = 50;
const SUGGESTIONS_OF_PERSON = { name: 'suggestion', points: 30, seconds: 60 } as const;
const ATTEMPTS_OF_ADDRESS = { name: 'attempt-address', points: 120, seconds: 300 } as const;
const ATTEMPTS_FOR_ACCOUNT = { name: 'attempt-account', points: 10, seconds: 900 } as const;

/**
 * The limits, counted in Redis for all processes together. They fail closed: while Redis is away every process
 * counts for itself in memory with the same limits, so that flags are still accepted and nobody gets more than the
 * limit times the number of processes; if that fails too, the request is refused as unavailable.
 */
export function createRateLimits(redis: Redis | null, perMinute: number): RateLimits {
  const limiterOf = ({ name, points, seconds }: Limit) => {
    const inMemory = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
    if (redis === null) return inMemory;
    return new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `lapwing:rate:${name}`,
      points,
      duration: seconds,
      insuranceLimiter: inMemory,
      rejectIfRedisNotReady: true,
      // A key that ran over is refused from memory until its time is up: a flood never reaches Redis.
      inMemoryBlockOnConsumed: points,
    });
  };
  const block = Math.max(1, Math.floor(perMinute / BLOCKS));
  const byAddress = createReservingLimiter(
    limiterOf({ name: 'address', points: perMinute, seconds: 60 }),
    block,
  );
  const byPerson = createReservingLimiter(
    limiterOf({ name: 'person', points: perMinute, seconds: 60 }),
    block,
  );
  const suggestionsOfPerson = limiterOf(SUGGESTIONS_OF_PERSON);
  const attemptsOfAddress = limiterOf(ATTEMPTS_OF_ADDRESS);
  const attemptsForAccount = limiterOf(ATTEMPTS_FOR_ACCOUNT);
  return {
    address: (address) => consume(byAddress, address),
    person: (personId) => consume(byPerson, personId),
    suggestion: (personId) => consume(suggestionsOfPerson, personId),
    async attempt(address, account) {
      await consume(attemptsOfAddress, address);
      if (account !== null) await consume(attemptsForAccount, account.toLowerCase().slice(0, 254));
    },
    async succeeded(account) {
      await attemptsForAccount.delete(account.toLowerCase().slice(0, 254));
    },
  };
}

async function consume(limiter: { consume(key: string): Promise<unknown> }, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes))
      throw new ApiProblem('unavailable', 'Requests cannot be counted at the moment');
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new ApiProblem('too-many-requests', `Try again in ${seconds} seconds`, {
      headers: { 'retry-after': String(seconds) },
    });
  }
}
