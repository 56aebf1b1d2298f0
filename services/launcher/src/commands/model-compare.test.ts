import type { IntervalView, ModelComparison } from '@lapwing/contracts';
import { expect, it } from 'vitest';
import { describeComparison } from './model-compare.ts';

const nothing: IntervalView = { value: null, low: null, high: null };
const pair = (difference: IntervalView) => ({
  champion: { value: 0.5, low: 0.4, high: 0.6 },
  challenger: { value: 0.7, low: 0.6, high: 0.8 },
  difference,
});
const comparison = (enough: boolean, difference: IntervalView): ModelComparison => ({
  champion: 'text-0000000000000001',
  challenger: 'text-0000000000000002',
  riskThresholds: { champion: null, challenger: 0.234 },
  since: '2026-01-01T00:00:00.000Z',
  leftOut: 3,
  unscored: 1,
  picked: 4,
  budgetPerDay: 12.5,
  rows: [
    {
      lang: 'all',
      confirmed: 40,
      dismissed: 80,
      enough,
      auprc: pair(difference),
      recallAtBudget: pair(nothing),
      ece: pair(nothing),
      foundAtThreshold: pair({ value: 0.3, low: 0.2, high: 0.4 }),
      raisedAtThreshold: pair({ value: -0.1, low: -0.2, high: 0 }),
    },
  ],
});

it('gives every figure with its interval and the counts behind it, and a sentence at the end', () => {
  const lines = describeComparison(comparison(true, { value: 0.2, low: 0.1, high: 0.3 }));
  const text = lines.join('\n');
  expect(text).toContain('All languages: 40 confirmed, 80 dismissed\n');
  expect(text).toContain(
    'champion 50.0 (40.0 to 60.0)  challenger 70.0 (60.0 to 80.0)  difference 20.0 (10.0 to 30.0)',
  );
  expect(text).toContain('Left out: 3');
  expect(text).toMatch(/confirmed found .* difference 30\.0 \(20\.0 to 40\.0\)/);
  expect(text).toMatch(/dismissed raised .* difference -10\.0 \(-20\.0 to 0\.0\)/);
  expect(lines.at(-1)).toMatch(/higher than the champion/);
});

it('names the threshold of each, and says which came without', () => {
  const text = describeComparison(comparison(true, nothing)).join('\n');
  expect(text).toContain(
    'The champion raises from 50.0 % (none was kept when it was added), the challenger from 23.4 %.',
  );
});

it('says that too few decisions prove nothing, whatever the figures', () => {
  const lines = describeComparison(comparison(false, { value: 0.2, low: 0.1, high: 0.3 }));
  expect(lines.join('\n')).toContain('80 dismissed (too few)');
  expect(lines.at(-1)).toMatch(/not enough decisions/);
  expect(describeComparison(comparison(true, nothing)).at(-1)).toMatch(/No difference/);
});
