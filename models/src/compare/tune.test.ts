import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestBiases, bestThreshold, decide, tuneBiases, tuneThresholds } from './tune.ts';

const once = (posts: number) => new Int32Array(posts).fill(1);
const post = (...labels: number[]) => ({ text: '', labels });

describe('biases', () => {
  it('stay zero where the likeliest label is right', () => {
    const judged = {
      probabilities: Float64Array.of(0.9, 0.1, 0.2, 0.8),
      posts: [post(0), post(1)],
      labels: 2,
    };
    expect(bestBiases(judged, once(2))).toEqual(Float64Array.of(0, 0));
    expect(decide(judged, tuneBiases(judged))).toEqual(Int32Array.of(0, 1));
  });

  it('take the smallest step that is enough', () => {
    // ln(0.6 / 0.4) = 0.405…: label 1 needs 0.5 more, or label 0 that much less; label 0 is asked first.
    const judged = {
      probabilities: Float64Array.of(0.6, 0.4, 0.9, 0.1),
      posts: [post(1), post(0)],
      labels: 2,
    };
    const biases = bestBiases(judged, once(2));
    expect(biases[0]).toBeCloseTo(-0.5, 12);
    expect(decide(judged, biases)).toEqual(Int32Array.of(1, 0));
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
        expect(macro(bestBiases(judged, once(rows.length)))).toBeGreaterThanOrEqual(
          macro(new Float64Array(3)) - 1e-12,
        );
      }),
    );
  });
});

describe('biases over resamples', () => {
  it('are the same each time, and sum to zero', () => {
    const judged = {
      probabilities: Float64Array.of(0.6, 0.4, 0.9, 0.1, 0.7, 0.3, 0.2, 0.8),
      posts: [post(1), post(0), post(0), post(1)],
      labels: 2,
    };
    const biases = tuneBiases(judged);
    expect(tuneBiases(judged)).toEqual(biases);
    expect((biases[0] ?? 0) + (biases[1] ?? 0)).toBeCloseTo(0, 12);
  });
});

describe('one threshold', () => {
  const descending = (...posts: [number, boolean][]) =>
    posts.map(([score, positive], row) => ({ row, score, positive }));

  it('lies between the last post that is worth taking and the next', () => {
    const posts = descending([0.9, true], [0.6, false], [0.3, true], [0.1, false]);
    expect(bestThreshold(posts, once(4))).toBeCloseTo(0.2, 12);
  });

  it('counts a post as often as it was drawn', () => {
    const posts = descending([0.9, true], [0.6, false], [0.3, true], [0.1, false]);
    expect(bestThreshold(posts, Int32Array.of(1, 9, 1, 1))).toBeCloseTo(0.75, 12);
    expect(bestThreshold(posts, Int32Array.of(1, 0, 1, 1))).toBeCloseTo(0.2, 12);
  });

  it('never parts posts of equal probability', () => {
    expect(bestThreshold(descending([0.4, true], [0.4, false], [0.4, true]), once(3))).toBe(0.4);
  });
});

describe('thresholds', () => {
  it('stay at 0.5 for a label without a positive post', () => {
    const judged = { probabilities: Float64Array.of(0.4, 0.9), posts: [post(), post()], labels: 1 };
    expect(tuneThresholds(judged)).toEqual(Float64Array.of(0.5));
  });

  it('lie between harmful and harmless posts where they can be told apart', () => {
    const posts = Array.from({ length: 40 }, (_, index) => (index < 20 ? post(0) : post()));
    const judged = {
      probabilities: Float64Array.from(posts, (_, index) => (index < 20 ? 0.8 : 0.2)),
      posts,
      labels: 1,
    };
    const [threshold = 0] = tuneThresholds(judged);
    expect(threshold).toBeCloseTo(0.5, 12);
  });
});
