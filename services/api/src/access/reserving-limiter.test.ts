import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { describe, expect, it, vi } from 'vitest';
import { createReservingLimiter } from './reserving-limiter.ts';

const outcomes = async (attempts: Promise<void>[]) =>
  (await Promise.allSettled(attempts)).filter(({ status }) => status === 'fulfilled').length;

describe('a limiter that reserves', () => {
  it('lets exactly the limit through, one after another or all at once', async () => {
    const limiter = createReservingLimiter(new RateLimiterMemory({ points: 30, duration: 60 }), 5);
    let passed = 0;
    for (let attempt = 0; attempt < 20; attempt += 1) passed += await outcomes([limiter.consume('key')]);
    passed += await outcomes(Array.from({ length: 40 }, () => limiter.consume('key')));
    expect(passed).toBe(30);
  });

  it('asks once for a block, however many come together, and for each key apart', async () => {
    const shared = new RateLimiterMemory({ points: 100, duration: 60 });
    const asked = vi.spyOn(shared, 'consume');
    const limiter = createReservingLimiter(shared, 10);
    await Promise.all(Array.from({ length: 10 }, () => limiter.consume('key')));
    expect(asked).toHaveBeenCalledTimes(1);
    await limiter.consume('another');
    await limiter.consume('key');
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it('never exceeds the limit with several processes on one counter', async () => {
    const shared = new RateLimiterMemory({ points: 50, duration: 60 });
    const processes = [1, 2, 3].map(() => createReservingLimiter(shared, 7));
    const passed = await outcomes(
      Array.from({ length: 150 }, (_, index) => processes[index % 3]?.consume('key') ?? Promise.reject()),
    );
    expect(passed).toBeLessThanOrEqual(50);
    expect(passed).toBeGreaterThan(50 - 3 * 7);
  });

  it('forgets a reservation when the time it was taken for is over', async () => {
    vi.useFakeTimers();
    try {
      const taken: number[] = [];
      const consume = async (_: string | number, points = 1): Promise<RateLimiterRes> => {
        taken.push(points);
        return new RateLimiterMemory({ points: 10, duration: 1 }).consume('x');
      };
      const limiter = createReservingLimiter({ consume }, 4);
      await limiter.consume('key');
      vi.advanceTimersByTime(2_000);
      await limiter.consume('key');
      expect(taken).toEqual([4, 4]);
    } finally {
      vi.useRealTimers();
    }
  });
});
