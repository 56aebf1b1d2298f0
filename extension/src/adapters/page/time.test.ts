import { describe, expect, it } from 'vitest';
import { momentOf, momentOfSeconds } from './time.ts';

describe('a moment as a page states it', () => {
  it.each([
    ['2026-11-27T09:30:00+07:00', '2026-11-27T02:30:00.000Z'],
    ['2026-11-27 09:30Z', '2026-11-27T09:30:00.000Z'],
    ['2026-11-27T09:30:00.123Z', '2026-11-27T09:30:00.123Z'],
    // A day is less than is said by a time, and a time without a zone is anybody's guess.
    ['2026-11-27', ''],
    ['2026-11-27T09:30:00', ''],
    ['3 hours ago', ''],
    ['2026-99-99T99:99Z', ''],
    [null, ''],
  ])('%s', (written, moment) => expect(momentOf(written)).toBe(moment));

  it('is read from seconds since the epoch', () => {
    expect(momentOfSeconds('1795860930')).toBe('2026-11-28T10:15:30.000Z');
    expect(momentOfSeconds('soon')).toBe('');
    expect(momentOfSeconds('9'.repeat(30))).toBe('');
  });
});
