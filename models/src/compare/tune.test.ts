import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, tuneBiases, tuneThresholds } from './tune.ts';

const post = (...labels: number[]) => ({ text: '', labels });

describe('biases', () => {
  it('stay zero where the likeliest label is right', () => {
    const judged = {
      probabilities: Float64Array.of(0.9, 0.1, 0.2, 0.8),
      posts: [post(0), post(1)],
      labels: 2,
    };
    expect(tuneBiases(judged)).toEqual(Float64Array.of(0, 0));
  });

  it('take the smallest step that is enough', () => {
    // ln(0.6 / 0.4) = 0.405…: label 1 needs 0.5 more, or label 0 that much less; label 0 is asked first.
    const judged = {
      probabilities: Float64Array.of(0.6, 0.4, 0.9, 0.1),
      posts: [post(1), post(0)],
      labels: 2,
    };
    expect(tuneBiases(judged)[0]).toBeCloseTo(-0.5, 12);
    expect(decide(judged, tuneBiases(judged))).toEqual(Int32Array.of(1, 0));
  });

  it('never make macro-F1 worse on the posts they are chosen on', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const judged = {
          probabilities: Float64Array.from(rows.flatMap(([, values]) => values.map((value) => value / 100))),
          posts: rows.map(([label]) => post(label)),
          labels: 3,
        };
        const macro = (biases: Float64Array): number => {
          const choices = decide(judged, biases);
          const each = [0, 1, 2].map((label) => {
            const hits = rows.filter(([truth], at) => truth === label && choices[at] === label).length;
            const all =
              rows.filter(([truth]) => truth === label).length + choices.filter((c) => c === label).length;
            return all === 0 ? 0 : (2 * hits) / all;
          });
          return each.reduce((sum, value) => sum + value, 0) / 3;
        };
        expect(macro(tuneBiases(judged))).toBeGreaterThanOrEqual(macro(new Float64Array(3)) - 1e-12);
      }),
    );
  });
});

describe('thresholds', () => {
  it('lie between the last post that is worth taking and the next', () => {
    const judged = {
      probabilities: Float64Array.of(0.9, 0.6, 0.3, 0.1),
      posts: [post(0), post(), post(0), post()],
      labels: 1,
    };
    expect(tuneThresholds(judged)[0]).toBeCloseTo(0.2, 12);
  });

  it('never part posts of equal probability', () => {
    const judged = {
      probabilities: Float64Array.of(0.4, 0.4, 0.4),
      posts: [post(0), post(), post()],
      labels: 1,
    };
    expect(tuneThresholds(judged)).toEqual(Float64Array.of(0.4));
  });

  it('stay at 0.5 for a label without a positive post', () => {
    const judged = { probabilities: Float64Array.of(0.4, 0.9), posts: [post(), post()], labels: 1 };
    expect(tuneThresholds(judged)).toEqual(Float64Array.of(0.5));
  });
});
