import { describe, expect, it } from 'vitest';
import { averagePrecision, calibrationError, recallAtFalsePositiveRate } from './ranking.ts';

const posts = (pairs: [score: number, positive: boolean][], weight = 1) =>
  pairs.map(([score, positive]) => ({ score, positive, weight }));

describe('ranking metrics', () => {
  it('computes average precision by hand-checked example', () => {
    const mixed = posts([
      [0.9, true],
      [0.8, false],
      [0.7, true],
    ]);
    expect(averagePrecision(mixed)).toBeCloseTo((1 + 2 / 3) / 2, 9);
  });

  it('gives a constant score no credit for the order of its ties', () => {
    const ties = posts([
      [0.5, true],
      [0.5, false],
      [0.5, false],
      [0.5, false],
    ]);
    expect(averagePrecision(ties)).toBeCloseTo(0.25, 9);
    expect(averagePrecision([...ties].reverse())).toBeCloseTo(0.25, 9);
    expect(recallAtFalsePositiveRate(ties, 0.05)).toBe(0);
  });

  it('counts recall only up to the false-positive budget', () => {
    const order = posts([
      [0.9, true],
      [0.8, false],
      [0.7, true],
      [0.6, false],
    ]);
    expect(recallAtFalsePositiveRate(order, 0.05)).toBe(0.5);
    expect(recallAtFalsePositiveRate(order, 0.5)).toBe(1);
  });

  it('measures the gap between confidence and frequency', () => {
    const sure = posts([
      [0.9, true],
      [0.9, false],
    ]);
    expect(calibrationError(sure)).toBeCloseTo(0.4, 9);
  });

  it('has no figure where a class is missing', () => {
    expect(averagePrecision(posts([[0.1, false]]))).toBeNaN();
    expect(recallAtFalsePositiveRate(posts([[0.1, true]]), 0.05)).toBeNaN();
  });
});
