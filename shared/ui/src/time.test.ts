import { describe, expect, it } from 'vitest';
import { clockOffset, clockTime, fullTime, relativeTime } from './time.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

describe('relativeTime', () => {
  it('counts in the largest whole unit', () => {
    expect(relativeTime(now - 3 * 3_600_000, now, 'en')).toBe('3h ago');
    expect(relativeTime(now - 119_000, now, 'en')).toBe('1m ago');
    expect(relativeTime(now + 2 * 86_400_000, now, 'en')).toBe('in 2d');
  });

  it('says now within a minute, also when a clock runs ahead', () => {
    expect(relativeTime(now - 59_000, now, 'en')).toBe('now');
    expect(relativeTime(now + 30_000, now, 'en')).toBe('now');
  });

  it('speaks Thai', () => {
    expect(relativeTime(now - 3 * 3_600_000, now, 'th')).toBe('3 ชม. ที่แล้ว');
  });
});

describe('clockTime', () => {
  it('rounds up, so that it shows 0:01 until the time is really over', () => {
    expect(clockTime(1)).toBe('0:01');
    expect(clockTime(0)).toBe('0:00');
    expect(clockTime(-5000)).toBe('0:00');
  });

  it('shows hours only when there are any', () => {
    expect(clockTime(247_000)).toBe('4:07');
    expect(clockTime(3_729_000)).toBe('1:02:09');
  });
});

describe('clockOffset', () => {
  it('corrects a device clock that is ten years off', () => {
    const wrong = now + 10 * 365 * 86_400_000;
    expect(wrong + clockOffset('2026-03-01T12:00:00Z', wrong)).toBe(now);
  });
});

describe('fullTime', () => {
  it('writes the Gregorian year in Thai too', () => {
    expect(fullTime('2026-03-01T12:00:00Z', 'th')).toContain('2026');
  });
});
