import { type Category, categories, type FigureAction } from '@lapwing/contracts';
import fc from 'fast-check';
import type { CountedFigures, TimedRow } from '../figures/tell-figures.ts';

type InventedReferral = {
  recipient: string;
  category: Category;
  language: string;
  month: string;
  action: FigureAction;
};

const takesDown = (action: FigureAction): boolean => action === 'REMOVED' || action === 'ACCOUNT_DISABLED';

/** Counts invented referrals in every way, as the database does. */
export function countFigures(referrals: readonly InventedReferral[]): CountedFigures {
  const times = { medianHours: 24, ninetiethHours: null };
  const rowsBy = <Key extends string>(keyOf: (referral: InventedReferral) => Key): TimedRow<Key>[] =>
    [...Map.groupBy(referrals, keyOf)].map(([key, own]) => ({
      key,
      sent: own.length,
      takenDown: own.filter(({ action }) => takesDown(action)).length,
      times,
    }));
  const [total = null] = rowsBy(() => '');
  return {
    total,
    byRecipient: rowsBy(({ recipient }) => recipient),
    byCategory: rowsBy(({ category }) => category),
    byLanguage: rowsBy(({ language }) => language),
    byMonth: rowsBy(({ month }) => month),
    byAction: rowsBy(({ action }) => action).map(({ key, sent }) => ({
      key,
      takenDown: takesDown(key),
      count: sent,
    })),
  };
}

const actions = [
  'REMOVED',
  'ACCOUNT_DISABLED',
  'NOTHING_KNOWN',
  'NO_VIOLATION',
  'RESTRICTED',
] as const satisfies FigureAction[];

const share = fc.integer({ min: 0, max: 999 }).map((thousandths) => thousandths / 1000);

/**
 * Referrals in which few recipients, categories, languages and months have most, and some have few; the more uneven, the
 * higher `skew`. Sometimes nearly all are taken down, sometimes nearly none.
 */
export const inventedReferrals: fc.Arbitrary<InventedReferral[]> = fc
  .record({
    skew: fc.constantFrom(1, 2, 4),
    kept: fc.constantFrom(0, 0.05, 0.15, 0.5, 0.85, 0.95, 1),
    // Spread evenly: what a library likes to try first is nought, and a table of nothing but noughts tests nothing.
    draws: fc.noBias(
      fc.array(fc.array(share, { minLength: 6, maxLength: 6 }), {
        minLength: 5,
        maxLength: 70,
        size: 'max',
      }),
    ),
  })
  .map(({ skew, kept, draws }) =>
    draws.map((draw) => {
      const pick = <Value>(index: number, values: readonly [Value, ...Value[]]): Value =>
        values[Math.floor((draw[index] ?? 0) ** skew * values.length)] ?? values[0];
      const isKept = (draw[4] ?? 0) < kept;
      return {
        recipient: pick(0, ['Meta', 'Google', 'TikTok', 'LINE', 'X']),
        category: pick(1, [categories[0], ...categories.slice(1, 7)]),
        language: pick(2, ['th', 'en', 'und']),
        month: pick(3, ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06']),
        action: isKept ? pick(5, [actions[2], actions[3], actions[4]]) : pick(5, [actions[0], actions[1]]),
      };
    }),
  );
