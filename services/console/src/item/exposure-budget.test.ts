import { describe, expect, it } from 'vitest';
import { exposureOf, isBreakDue, TEXTS_BEFORE_BREAK } from './exposure-budget.ts';

describe('exposureOf', () => {
  it('goes on counting on the same day', () => {
    expect(exposureOf('{"day":"2026-03-01","opened":4,"answeredAt":0}', '2026-03-01').opened).toBe(4);
  });

  it('starts at nothing on a new day', () => {
    expect(exposureOf('{"day":"2026-03-01","opened":4,"answeredAt":0}', '2026-03-02').opened).toBe(0);
  });

  it.each(['', '{', '[]', '{"day":"2026-03-01"}', '{"day":"2026-03-01","opened":-1,"answeredAt":0}'])(
    'starts at nothing when what was stored is %j',
    (stored) => {
      expect(exposureOf(stored, '2026-03-01')).toEqual({ day: '2026-03-01', opened: 0, answeredAt: 0 });
    },
  );
});

describe('isBreakDue', () => {
  const at = (opened: number, answeredAt: number) => isBreakDue({ day: '2026-03-01', opened, answeredAt });

  it('offers a break at the limit', () => {
    expect(at(TEXTS_BEFORE_BREAK - 1, 0)).toBe(false);
    expect(at(TEXTS_BEFORE_BREAK, 0)).toBe(true);
  });

  it('offers the next one after as many texts again', () => {
    expect(at(TEXTS_BEFORE_BREAK + 1, TEXTS_BEFORE_BREAK)).toBe(false);
    expect(at(TEXTS_BEFORE_BREAK * 2, TEXTS_BEFORE_BREAK)).toBe(true);
  });
});
