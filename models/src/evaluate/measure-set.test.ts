import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { measureSet } from './measure-set.ts';
import { type JudgedPost, measure, shareAbove } from './metrics.ts';
import { rankPosts } from './ranked-figures.ts';
import { averagePrecision, calibrationError, type ScoredPost } from './ranking.ts';
import { wilson } from './wilson.ts';

const labels = ['GROOMING', 'CHILD_MARRIAGE'] as const;

/** Groups of one to four posts in two languages; scores with many ties. */
function invented(groups: number): JudgedPost[] {
  const random = createRandom(1);
  return Array.from({ length: groups }, (_, index): JudgedPost[] => {
    const size = 1 + (index % 4);
    const truth = [random() < 0.3, random() < 0.2];
    const lang = index % 3 === 0 ? 'th' : 'en';
    return Array.from({ length: size }, () => {
      const probabilities = truth.map((is) => Math.round(10 * (random() * 0.7 + (is ? 0.3 : 0))) / 10);
      const risk = Math.max(...probabilities);
      return {
        lang,
        group: String(index),
        weight: 1 / size,
        truth,
        harmful: truth.includes(true),
        probabilities,
        risk,
        abstained: risk === 0.5,
      };
    });
  }).flat();
}

describe('figures with intervals', () => {
  const posts = invented(300);
  const { rows, operating } = measureSet(posts, labels, 0.6, { draws: 200, seed: 5 });

  it('has the same figures as those without', () => {
    const expected = measure(posts, labels).map((row) => ({
      ...row,
      auprc: expect.closeTo(row.auprc ?? 0, 3),
      recallAt5Fpr: expect.closeTo(row.recallAt5Fpr ?? 0, 3),
      ece: expect.closeTo(row.ece ?? 0, 3),
    }));
    expect(rows.map(({ intervals: _, ...row }) => row)).toEqual(expected);
    const [all] = operating;
    expect(all?.recall.value).toBe(shareAbove(posts, 0.6, true));
    expect(all?.falseAlarms.value).toBe(shareAbove(posts, 0.6, false));
  });

  it('puts every figure between its ends, and is the same each time', () => {
    for (const { auprc, recallAt5Fpr, ece, intervals } of rows) {
      for (const [value, range] of [
        [auprc, intervals?.auprc],
        [recallAt5Fpr, intervals?.recallAt5Fpr],
        [ece, intervals?.ece],
      ] as const) {
        expect(range?.[0]).toBeLessThanOrEqual(value ?? Number.NaN);
        expect(range?.[1]).toBeGreaterThanOrEqual(value ?? Number.NaN);
      }
    }
    expect(measureSet(posts, labels, 0.6, { draws: 200, seed: 5 })).toEqual({ rows, operating });
  });

  it('has an interval as wide as the spread of a known distribution: a share of 0.3 in 400 groups', () => {
    const coins = Array.from({ length: 400 }, (_, index): JudgedPost => {
      const risk = index < 120 ? 0.9 : 0.1;
      return {
        lang: 'en',
        group: String(index),
        weight: 1,
        truth: [true],
        harmful: true,
        probabilities: [risk],
        risk,
        abstained: false,
      };
    });
    const { operating: shares } = measureSet(coins, ['GROOMING'], 0.5, { draws: 1000, seed: 2 });
    const deviation = Math.sqrt((0.3 * 0.7) / 400);
    expect(shares[0]?.recall.value).toBe(0.3);
    expect(shares[0]?.recall.low).toBeCloseTo(0.3 - 1.96 * deviation, 2);
    expect(shares[0]?.recall.high).toBeCloseTo(0.3 + 1.96 * deviation, 2);
    expect(shares[0]?.falseAlarms).toEqual({ value: null, low: null, high: null });
  });

  it('draws the posts of one group together', () => {
    const copies = Array.from({ length: 400 }, (_, index): JudgedPost => {
      const group = index % 4;
      const risk = group === 0 ? 0.9 : 0.1;
      return {
        lang: 'en',
        group: String(group),
        weight: 1 / 100,
        truth: [true],
        harmful: true,
        probabilities: [risk],
        risk,
        abstained: false,
      };
    });
    const { operating: shares } = measureSet(copies, ['GROOMING'], 0.5, { draws: 500, seed: 2 });
    expect(shares[0]?.recall).toEqual({ value: 0.25, low: 0, high: 0.75 });
  });
});

/** As one would write it down: the largest recall whose false-positive rate is at most `rate`. NaN without both classes. */
function recallAtFalsePositiveRate(posts: readonly ScoredPost[], rate: number): number {
  const order = [...posts].sort((a, b) => b.score - a.score);
  const total = { positive: 0, negative: 0 };
  for (const { positive, weight } of order) total[positive ? 'positive' : 'negative'] += weight;
  if (total.positive === 0 || total.negative === 0) return Number.NaN;
  const seen = { positive: 0, negative: 0 };
  let best = 0;
  for (const [index, { score, positive, weight }] of order.entries()) {
    seen[positive ? 'positive' : 'negative'] += weight;
    if (order[index + 1]?.score === score) continue;
    if (seen.negative > rate * total.negative + 1e-9) break;
    best = seen.positive / total.positive;
  }
  return best;
}

it('ranks once and measures as often as wanted', () => {
  const random = createRandom(3);
  const scored = Array.from({ length: 200 }, () => ({
    score: Math.round(random() * 20) / 20,
    positive: random() < 0.3,
    weight: random(),
  }));
  const figuresOf = rankPosts(scored);
  for (let draw = 0; draw < 5; draw += 1) {
    const times = scored.map(() => Math.floor(random() * 3));
    const drawn = scored.map((post, index) => ({ ...post, weight: post.weight * (times[index] ?? 0) }));
    const figures = figuresOf(times);
    expect(figures.auprc).toBeCloseTo(averagePrecision(drawn), 9);
    expect(figures.recallAt5Fpr).toBeCloseTo(recallAtFalsePositiveRate(drawn, 0.05), 9);
    expect(figures.ece).toBeCloseTo(calibrationError(drawn), 9);
  }
});

it('gives rare events an interval (Wilson)', () => {
  expect(wilson(0, 0)).toEqual({ value: null, low: null, high: null });
  const none = wilson(0, 100);
  expect(none.low).toBe(0);
  expect(none.high).toBeCloseTo(0.037, 3);
  const some = wilson(10, 100);
  expect([some.low, some.high]).toEqual([expect.closeTo(0.0552, 3), expect.closeTo(0.1744, 3)]);
});
