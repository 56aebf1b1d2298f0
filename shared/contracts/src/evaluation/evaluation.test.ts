import { describe, expect, it } from 'vitest';
import { bootstrap } from './bootstrap.ts';
import { comparisonVerdict } from './comparison-verdict.ts';
import { DRIFT_ALARM, populationStability } from './population-stability.ts';
import { averagePrecision, calibrationError, recallAtBudget, shareAtThreshold } from './ranking.ts';

const posts = (pairs: [score: number, positive: boolean, weight?: number][]) =>
  pairs.map(([score, positive, weight = 1]) => ({ score, positive, weight }));

describe('ranking figures', () => {
  const mixed = posts([
    [0.9, true],
    [0.8, false],
    [0.7, true],
  ]);

  it('compute average precision by hand-checked example', () => {
    expect(averagePrecision(mixed)).toBeCloseTo((1 + 2 / 3) / 2, 9);
  });

  it('pass over posts that were not drawn, also at the head', () => {
    expect(
      averagePrecision(
        posts([[1, false, 0], ...mixed.map((p) => [p.score, p.positive] as [number, boolean])]),
      ),
    ).toBeCloseTo((1 + 2 / 3) / 2, 9);
  });

  it('count a budget that ends inside a tie in part, whatever the order', () => {
    const ties = posts([
      [0.5, true],
      [0.5, false],
      [0.5, false],
      [0.5, true],
    ]);
    expect(recallAtBudget(ties, 2)).toBeCloseTo(0.5, 9);
    expect(recallAtBudget(mixed, 1)).toBeCloseTo(0.5, 9);
    expect(recallAtBudget(mixed, 10)).toBe(1);
    expect(recallAtBudget(posts([[0.5, false]]), 1)).toBeNaN();
  });

  it('count what reaches a threshold, the threshold itself included, by weight', () => {
    const weighed = posts([
      [0.7, true, 3],
      [0.2, true],
      [0.8, false],
      [0.6999, false],
    ]);
    expect(shareAtThreshold(weighed, 0.7, true)).toBe(0.75);
    expect(shareAtThreshold(weighed, 0.7, false)).toBe(0.5);
    expect(shareAtThreshold(posts([[0.5, true]]), 0.7, false)).toBeNaN();
  });

  it('measure the gap between confidence and frequency', () => {
    expect(
      calibrationError(
        posts([
          [0.9, true],
          [0.9, false],
        ]),
      ),
    ).toBeCloseTo(0.4, 9);
  });
});

describe('the bootstrap', () => {
  const share = (hits: readonly boolean[]) => (weights: readonly number[]) => {
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    return [weights.reduce((sum, weight, index) => sum + (hits[index] ? weight : 0), 0) / all];
  };
  const hits = Array.from({ length: 200 }, (_, index) => index % 2 === 0);

  it('puts a coin of 200 throws between 43 and 57 per cent, the same every time', () => {
    const alone = hits.map((_, index) => String(index));
    const [interval] = bootstrap(alone, share(hits));
    expect(interval?.value).toBe(0.5);
    expect(interval?.low).toBeGreaterThan(0.41);
    expect(interval?.low).toBeLessThan(0.46);
    expect(interval?.high).toBeGreaterThan(0.54);
    expect(bootstrap(alone, share(hits))).toEqual([interval]);
  });

  it('knows less where the same posts come from a few accounts', () => {
    const few = hits.map((_, index) => `account ${index % 8}`);
    const [narrow] = bootstrap(
      hits.map((_, index) => String(index)),
      share(hits),
    );
    const [wide] = bootstrap(few, share(hits));
    expect((wide?.high ?? 0) - (wide?.low ?? 0)).toBeGreaterThan((narrow?.high ?? 1) - (narrow?.low ?? 0));
  });

  it('has no figure where there is none', () => {
    expect(bootstrap(['a'], () => [Number.NaN])).toEqual([{ value: null, low: null, high: null }]);
  });
});

describe('the population stability index', () => {
  it('is nothing for the same distribution and an alarm for another', () => {
    expect(populationStability([100, 200, 100], [50, 100, 50])).toBeLessThan(0.01);
    expect(populationStability([100, 200, 100], [10, 40, 150])).toBeGreaterThan(DRIFT_ALARM);
  });

  it('does not become infinite over an empty bin, and is no figure without posts', () => {
    expect(populationStability([100, 0], [0, 100])).toBeLessThan(20);
    expect(populationStability([0, 0], [1, 2])).toBeNaN();
  });
});

describe('the verdict on two models', () => {
  const verdict = (low: number | null, high: number | null, enough = true): string => {
    const nothing = { value: null, low: null, high: null };
    const difference = { value: 0, low, high };
    return comparisonVerdict([
      { lang: 'all', enough, auprc: { champion: nothing, challenger: nothing, difference } },
    ]);
  };

  it('needs enough decisions, and an interval that leaves out zero', () => {
    expect(verdict(0.1, 0.2, false)).toBe('notEnough');
    expect(comparisonVerdict([])).toBe('notEnough');
    expect([verdict(0.1, 0.2), verdict(-0.2, -0.1), verdict(-0.1, 0.2), verdict(null, null)]).toEqual([
      'better',
      'worse',
      'same',
      'same',
    ]);
  });
});
