import { describe, expect, it } from 'vitest';
import { rankPosts } from './ranked-figures.ts';
import { averagePrecision, calibrationError, type ScoredPost } from './ranking.ts';

const posts = (pairs: [score: number, positive: boolean][], weight = 1) =>
  pairs.map(([score, positive]) => ({ score, positive, weight }));

const recallAt5Fpr = (scored: readonly ScoredPost[]): number =>
  rankPosts(scored)(scored.map(() => 1)).recallAt5Fpr;

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
    expect(recallAt5Fpr(ties)).toBe(0);
  });

  it('counts recall only up to the false-positive budget', () => {
    const order = posts([
      [0.9, true],
      [0.8, false],
      [0.7, true],
      [0.6, false],
    ]);
    expect(recallAt5Fpr(order)).toBe(0.5);
    const harmless = posts(Array.from({ length: 18 }, () => [0.1, false]));
    expect(recallAt5Fpr([...order, ...harmless])).toBe(1);
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
    expect(recallAt5Fpr(posts([[0.1, true]]))).toBeNaN();
  });
});
