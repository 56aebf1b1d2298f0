import { FEWEST_SHOWN } from '@lapwing/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFigures, inventedReferrals } from '../testing/counted-figures.ts';
import { givenAway } from '../testing/given-away.ts';
import { type CountedFigures, type TimedRow, tellFigures } from './tell-figures.ts';

const referral = {
  recipient: 'Meta',
  category: 'GROOMING',
  language: 'th',
  month: '2026-03',
  action: 'REMOVED',
} as const;
const times = (count: number, more: Partial<Parameters<typeof countFigures>[0][number]> = {}) =>
  Array.from({ length: count }, () => ({ ...referral, ...more }));
const isSmall = (count: number | null) => count !== null && count > 0 && count < FEWEST_SHOWN;

describe('tellFigures', () => {
  it('tells no count of 1 to 4, and leaves each of them possible for whatever is withheld', () => {
    fc.assert(
      fc.property(inventedReferrals, (referrals) => {
        const counted = countFigures(referrals);
        expect(givenAway(counted, tellFigures(counted))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('tells everything where nothing is small', () => {
    const counted = countFigures([
      ...times(20),
      ...times(9, { recipient: 'Google', category: 'CSAM_SUSPECTED', month: '2026-04' }),
      ...times(6, { action: 'NO_VIOLATION' }),
    ]);
    expect(tellFigures(counted)).toMatchObject({
      total: { sent: 35, takenDown: 29, stillUp: 6 },
      byRecipient: [
        { key: 'Meta', sent: 26, takenDown: 20, stillUp: 6 },
        { key: 'Google', sent: 9, takenDown: 9, stillUp: 0 },
      ],
      byMonth: [{ key: '2026-03' }, { key: '2026-04' }],
      byAction: [
        { key: 'REMOVED', takenDown: true, count: 29 },
        { key: 'NO_VIOLATION', takenDown: false, count: 6 },
      ],
    });
  });

  it('puts a small row together with the smallest other, which would give it away', () => {
    const counted = countFigures([
      ...times(20),
      ...times(9, { recipient: 'Google' }),
      ...times(3, { recipient: 'X' }),
    ]);
    expect(tellFigures(counted).byRecipient).toMatchObject([
      { key: 'Meta', sent: 20 },
      { key: null, sent: 12 },
    ]);
  });

  it('withholds how many are still up where these are few, of another row too, and the times with it', () => {
    const counted = countFigures([
      ...times(18),
      ...times(2, { action: 'NOTHING_KNOWN' }),
      ...times(10, { recipient: 'Google', action: 'NOTHING_KNOWN' }),
      ...times(5, { recipient: 'Google' }),
      ...times(30, { recipient: 'X' }),
    ]);
    expect(tellFigures(counted).byRecipient).toMatchObject([
      { key: 'X', sent: 30, takenDown: 30, times: { medianHours: 24 } },
      { key: 'Meta', sent: 20, takenDown: null, stillUp: null, times: null },
      { key: 'Google', sent: 15, takenDown: null, stillUp: null, times: null },
    ]);
  });

  it('says nothing at all of less than five, and no split of a whole that has one too small', () => {
    expect(tellFigures(countFigures(times(4))).total).toBeNull();
    expect(tellFigures(countFigures([])).total).toBeNull();
    const told = tellFigures(countFigures([...times(40), ...times(4, { action: 'RESTRICTED' })]));
    expect(told.total).toEqual({ sent: 44, takenDown: null, stillUp: null, times: null });
    expect(told.byAction).toEqual([]);
    expect(told.byMonth).toMatchObject([{ key: '2026-03', sent: 44, takenDown: null }]);
  });

  it('loses no referral: every table adds up to the whole', () => {
    fc.assert(
      fc.property(inventedReferrals, (referrals) => {
        const told = tellFigures(countFigures(referrals));
        for (const table of [told.byRecipient, told.byCategory, told.byLanguage, told.byMonth])
          expect(table.reduce((sum, { sent }) => sum + sent, 0)).toBe(told.total?.sent ?? 0);
      }),
    );
  });
});

describe('what finds counts that are given away', () => {
  /** As somebody would do it who only leaves small counts out. */
  const naive = (counted: CountedFigures): ReturnType<typeof tellFigures> => {
    const row = ({ key, sent, takenDown }: TimedRow) => {
      const split = isSmall(takenDown) || isSmall(sent - takenDown) ? null : takenDown;
      return { key, sent, takenDown: split, stillUp: split === null ? null : sent - split, times: null };
    };
    const { total } = counted;
    return {
      ...tellFigures(counted),
      total: total && row(total),
      byRecipient: counted.byRecipient.map(row).filter(({ sent }) => !isSmall(sent)),
    };
  };

  it('finds what follows from a total', () => {
    const counted = countFigures([
      ...times(20),
      ...times(9, { recipient: 'Google' }),
      ...times(3, { recipient: 'X' }),
    ]);
    expect(givenAway(counted, naive(counted))).toEqual([
      'byRecipient X taken down: not 1',
      'byRecipient X taken down: not 2',
      'byRecipient X taken down: not 4',
      'byRecipient X sent: not 1',
      'byRecipient X sent: not 2',
      'byRecipient X sent: not 4',
      'byRecipient withheld takenDown: not 1',
      'byRecipient withheld takenDown: not 2',
      'byRecipient withheld takenDown: not 4',
    ]);
  });

  it('finds what follows from another table', () => {
    const counted = countFigures([
      ...times(20),
      ...times(3, { action: 'NO_VIOLATION' }),
      ...times(9, { recipient: 'Google', action: 'NO_VIOLATION' }),
    ]);
    expect(givenAway(counted, naive(counted))).toContain('byRecipient Meta still up: not 4');
  });
});
