import { describe, expect, it } from 'vitest';
import { measure } from './measure.ts';

const part = (rows: [probabilities: number[], labels: number[]][]) => ({
  probabilities: Float64Array.from(rows.flatMap(([probabilities]) => probabilities)),
  posts: rows.map(([, labels]) => ({ text: '', labels })),
});

describe('one label', () => {
  // The third label is never the likeliest, though it is ranked well: a bias lifts it.
  const rows = part([
    [[0.7, 0.2, 0.1], [0]],
    [[0.6, 0.3, 0.1], [0]],
    [[0.3, 0.6, 0.1], [1]],
    [[0.5, 0.4, 0.1], [1]],
    [[0.4, 0.3, 0.3], [2]],
  ]);

  it('gives the figures that one gets by hand', () => {
    const figures = measure('single', 3, rows, rows);
    expect(figures.accuracy).toBeCloseTo(3 / 5, 12);
    // F1: label 0 has 2 hits of 4 predicted and 2 true; label 1 has 1 of 1 and 2; label 2 none.
    expect(figures.macroF1).toBeCloseTo((4 / 6 + 2 / 3 + 0) / 3, 12);
    // Label 0 ranks its two first; label 1: ranks 1, 2; label 2: rank 1.
    expect(figures.auprc).toBeCloseTo(1, 12);
    // Bins of 0.7, 0.6 (two), 0.5 and 0.4, each by itself.
    expect(figures.ece).toBeCloseTo((0.3 + 2 * 0.4 + 0.5 + 0.4) / 5, 12);
    expect(figures.microF1).toBeUndefined();
  });

  it('tunes biases that give a rare label its due', () => {
    expect(measure('single', 3, rows, rows).macroF1Tuned).toBeCloseTo(1, 12);
  });

  it('tunes on validation alone: other test labels change no decision', () => {
    const turned = {
      ...rows,
      posts: rows.posts.map(({ text, labels: [label = 0] }) => ({ text, labels: [(label + 1) % 3] })),
    };
    expect(measure('single', 3, rows, turned).macroF1Tuned).toBe(0);
  });
});

describe('several labels', () => {
  const validation = part([
    [
      [0.4, 0.9],
      [0, 1],
    ],
    [[0.3, 0.2], [0]],
    [[0.1, 0.1], []],
  ]);
  const test = part([
    [
      [0.9, 0.8],
      [0, 1],
    ],
    [[0.25, 0.7], [0]],
    [[0.15, 0.3], [1]],
    [[0.1, 0.1], []],
  ]);

  it('gives the figures that one gets by hand', () => {
    const figures = measure('multi', 2, validation, test);
    // At 0.5: the first and the last post are all right.
    expect(figures.accuracy).toBeCloseTo(2 / 4, 12);
    expect(figures.macroF1).toBeCloseTo((2 / 3 + 2 / 4) / 2, 12);
    // Thresholds from validation: 0.2 and 0.55.
    expect(figures.macroF1Tuned).toBeCloseTo((1 + 2 / 4) / 2, 12);
    expect(figures.microF1).toBeCloseTo((2 * 3) / (4 + 4), 12);
    // Label 0 ranks perfectly; label 1 has its two at ranks 1 and 3.
    expect(figures.auprc).toBeCloseTo((1 + (1 + 2 / 3) / 2) / 2, 12);
    const first = (0.1 + 0.75 + Math.abs(0.15 + 0.1 - 0)) / 4;
    const second = (0.2 + 0.7 + 0.7 + 0.1) / 4;
    expect(figures.ece).toBeCloseTo((first + second) / 2, 12);
  });

  it('leaves a label that no test post has out of AUPRC, and counts its F1 as 0', () => {
    const never = part([
      [[0.9, 0.1], [0]],
      [[0.2, 0.1], []],
    ]);
    const figures = measure('multi', 2, never, never);
    expect(figures.auprc).toBe(1);
    expect(figures.macroF1).toBe(0.5);
  });
});

it('refuses what is no probability, and a wrong number of them', () => {
  const rows = part([[[0.5, 0.5], [0]]]);
  for (const probabilities of [[0.5], [0.5, 1.5], [0.5, Number.NaN]]) {
    const wrong = { ...rows, probabilities: Float64Array.from(probabilities) };
    expect(() => measure('single', 2, rows, wrong)).toThrow(RangeError);
  }
});
