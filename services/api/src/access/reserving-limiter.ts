import type { RateLimiterAbstract } from 'rate-limiter-flexible';

/** Spends one point of a key; rejects as the limiter below does. */
export interface ReservingLimiter {
  consume(key: string): Promise<void>;
}

interface Reservation {
  left: number;
  until: number;
}

const KEYS_AT_MOST = 20_000;

/**
 * Takes points from a shared limiter in blocks and spends them one by one, so that most requests are counted without
 * a round trip. The limit is never exceeded: points are taken before they are spent. What a process reserved and
 * did not spend in time is lost, so the limit can be stricter by less than one block for each process.
 */
export function createReservingLimiter(
  limiter: Pick<RateLimiterAbstract, 'consume'>,
  block: number,
): ReservingLimiter {
  const reserved = new Map<string, Reservation>();
  const underWay = new Map<string, Promise<void>>();

  const reserve = async (key: string): Promise<void> => {
    const { msBeforeNext } = await limiter.consume(key, block);
    if (reserved.size >= KEYS_AT_MOST) reserved.clear();
    reserved.set(key, { left: block, until: Date.now() + msBeforeNext });
  };

  const spend = (key: string): boolean => {
    const reservation = reserved.get(key);
    if (reservation === undefined || reservation.left === 0 || reservation.until <= Date.now()) return false;
    reservation.left -= 1;
    return true;
  };

  return {
    async consume(key) {
      while (!spend(key)) {
        let waiting = underWay.get(key);
        if (waiting === undefined) {
          waiting = reserve(key).finally(() => underWay.delete(key));
          underWay.set(key, waiting);
        }
        await waiting;
      }
    },
  };
}
