import { describe, expect, it } from 'vitest';
import { MOST_DELIVERY_ATTEMPTS, pauseAfterAttempt } from './next-attempt.ts';

const usual = { imminent: false, retryAfterMs: null };
const attempts = Array.from({ length: MOST_DELIVERY_ATTEMPTS }, (_, index) => index + 1);
const longest = (options: typeof usual) =>
  attempts.map((attempt) => pauseAfterAttempt(attempt, options, () => 1));

describe('pauseAfterAttempt', () => {
  it('grows fourfold from ten seconds to six hours', () => {
    expect(longest(usual).map((pause) => pause / 1_000)).toEqual([
      10, 40, 160, 640, 2_560, 10_240, 21_600, 21_600,
    ]);
  });

  it('varies between half and the whole, so that not everything comes back at once', () => {
    const pauses = Array.from({ length: 200 }, () => pauseAfterAttempt(2, usual));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(20_000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(40_000);
    expect(new Set(pauses).size).toBeGreaterThan(50);
  });

  it('waits as long as the recipient asks, up to a day, and never shorter than it would', () => {
    expect(pauseAfterAttempt(1, { ...usual, retryAfterMs: 90_000 })).toBe(90_000);
    expect(pauseAfterAttempt(1, { ...usual, retryAfterMs: 7 * 86_400_000 })).toBe(86_400_000);
    expect(pauseAfterAttempt(4, { ...usual, retryAfterMs: 1_000 }, () => 0)).toBe(320_000);
  });

  it('does not wait longer than its longest pause where a child is in danger now, whatever the recipient asks', () => {
    expect(pauseAfterAttempt(1, { imminent: true, retryAfterMs: 86_400_000 })).toBe(60_000);
    expect(pauseAfterAttempt(1, { imminent: true, retryAfterMs: 30_000 })).toBe(30_000);
  });

  it('is over in time for a person where a child is in danger now: attempts of half a minute included', () => {
    const pauses = longest({ ...usual, imminent: true }).slice(0, -1);
    const total = pauses.reduce((sum, pause) => sum + pause, 0) + MOST_DELIVERY_ATTEMPTS * 30_000;
    expect(total).toBeLessThan(15 * 60_000);
  });
});
