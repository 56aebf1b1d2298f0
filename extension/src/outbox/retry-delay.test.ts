import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_URGENT_DELAY_MS, retryAfterOf, retryDelay, urgentRetryDelay } from './retry-delay.ts';

describe('retry delay', () => {
  it('lies between one second and an hour, and never undercuts what the server asked within that', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.option(fc.integer({ min: 0, max: 1e12 })),
        (attempts, random, retryAfter) => {
          const delay = retryDelay(attempts, random, retryAfter);
          expect(delay).toBeGreaterThanOrEqual(Math.min(1_000, retryAfter ?? 1_000));
          expect(delay).toBeLessThanOrEqual(3_602_000);
          expect(delay).toBeGreaterThanOrEqual(Math.min(retryAfter ?? 0, 3_600_000));
        },
      ),
    );
  });

  it('of imminent danger is a few seconds, and ten at most where the server asks for more', () => {
    expect([urgentRetryDelay(0), urgentRetryDelay(0.999)]).toEqual([2_500, 4_998]);
    expect(urgentRetryDelay(0, 7_000)).toBe(7_000);
    expect(urgentRetryDelay(0.5, 3_600_000)).toBe(LONGEST_URGENT_DELAY_MS);
    expect(urgentRetryDelay(0, -5)).toBe(2_500);
  });

  it('spreads clients that failed together', () => {
    expect(retryDelay(5, 0)).toBe(16_000);
    expect(retryDelay(5, 0.5)).toBe(24_000);
  });

  it('reads both forms of Retry-After and ignores anything else', () => {
    const now = Date.parse('2026-11-24T10:00:00Z');
    expect(retryAfterOf('120', now)).toBe(120_000);
    expect(retryAfterOf('Tue, 24 Nov 2026 10:01:00 GMT', now)).toBe(60_000);
    expect(retryAfterOf('Tue, 24 Nov 2026 09:00:00 GMT', now)).toBe(0);
    expect(retryAfterOf('soon', now)).toBeNull();
    expect(retryAfterOf(null, now)).toBeNull();
  });
});
