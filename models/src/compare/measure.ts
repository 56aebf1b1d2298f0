import { averagePrecision, calibrationError, type ScoredPost } from '../evaluate/ranking.ts';
import type { LabelledPost, Task } from './data-set.ts';
import { decide, f1, type Judged, tuneBiases, tuneThresholds } from './tune.ts';

/** Shares of 1. */
export type Figures = {
  /** Share of posts with all labels right: the likeliest label is the true one; or exactly the true labels reach 0.5. */
  accuracy: number;
  /** Mean F1 of the labels, of the likeliest label or of those that reach 0.5. */
  macroF1: number;
  /** The same after tuning on validation: a bias per label (single), a threshold per label (multi). */
  macroF1Tuned: number;
  /** F1 of all labels together, with the tuned thresholds; only of several labels. */
  microF1?: number;
  /** Mean over the labels that occur of the step-wise average precision, each against all others. */
  auprc: number;
  /**
   * Expected calibration error, 15 bins of equal width: of the probability of the likeliest label (single), or the mean
   * of each label's own (multi; stricter than one count over all labels, where the many sure "no" hide the rest).
   */
  ece: number;
};

/** Measures predictions of the test posts; tuning sees validation posts only. */
export function measure(
  task: Task,
  labels: number,
  validation: { probabilities: Float64Array; posts: readonly LabelledPost[] },
  test: { probabilities: Float64Array; posts: readonly LabelledPost[] },
): Figures {
  for (const { probabilities, posts } of [validation, test]) {
    if (probabilities.length !== posts.length * labels || !probabilities.every((p) => p >= 0 && p <= 1)) {
      throw new RangeError(`${posts.length} × ${labels} probabilities from 0 to 1 are needed.`);
    }
  }
  const chosen = { ...validation, labels };
  const judged = { ...test, labels };
  return task === 'single' ? measureSingle(chosen, judged) : measureMulti(chosen, judged);
}

function measureSingle(validation: Judged, test: Judged): Figures {
  const { labels, posts, probabilities } = test;
  const plain = decide(test, new Float64Array(labels));
  const right = Array.from(plain, (label, row) => posts[row]?.labels[0] === label);
  const macro = (choices: Int32Array): number =>
    meanF1(countPerLabel(posts, labels, (row, label) => choices[row] === label));
  return {
    accuracy: mean(right.map(Number)),
    macroF1: macro(plain),
    macroF1Tuned: macro(decide(test, tuneBiases(validation))),
    auprc: meanAveragePrecision(test),
    ece: calibrationError(
      right.map((positive, row) => ({
        score: probabilities[row * labels + (plain[row] ?? 0)] ?? 0,
        positive,
        weight: 1,
      })),
    ),
  };
}

function measureMulti(validation: Judged, test: Judged): Figures {
  const { labels, posts, probabilities } = test;
  const thresholds = tuneThresholds(validation);
  const reaches = (threshold: (label: number) => number) => (row: number, label: number) =>
    (probabilities[row * labels + label] ?? 0) >= threshold(label);
  const plain = reaches(() => 0.5);
  const tuned = countPerLabel(
    posts,
    labels,
    reaches((label) => thresholds[label] ?? 0.5),
  );
  const sum = tuned.reduce((total, count) => ({
    hits: total.hits + count.hits,
    predicted: total.predicted + count.predicted,
    actual: total.actual + count.actual,
  }));
  return {
    accuracy: mean(
      posts.map((post, row) => {
        for (let label = 0; label < labels; label += 1) {
          if (plain(row, label) !== post.labels.includes(label)) return 0;
        }
        return 1;
      }),
    ),
    macroF1: meanF1(countPerLabel(posts, labels, plain)),
    macroF1Tuned: meanF1(tuned),
    microF1: f1(sum.hits, sum.predicted, sum.actual),
    auprc: meanAveragePrecision(test),
    ece: mean(Array.from({ length: labels }, (_, label) => calibrationError(scoresOf(test, label)))),
  };
}

type Counts = { hits: number; predicted: number; actual: number };

function countPerLabel(
  posts: readonly LabelledPost[],
  labels: number,
  predicts: (row: number, label: number) => boolean,
): Counts[] {
  return Array.from({ length: labels }, (_, label) => {
    const counts = { hits: 0, predicted: 0, actual: 0 };
    for (const [row, post] of posts.entries()) {
      const predicted = predicts(row, label);
      const actual = post.labels.includes(label);
      counts.predicted += Number(predicted);
      counts.actual += Number(actual);
      counts.hits += Number(predicted && actual);
    }
    return counts;
  });
}

function meanF1(counts: readonly Counts[]): number {
  return mean(counts.map(({ hits, predicted, actual }) => f1(hits, predicted, actual)));
}

function meanAveragePrecision(judged: Judged): number {
  const each = Array.from({ length: judged.labels }, (_, label) => averagePrecision(scoresOf(judged, label)));
  return mean(each.filter((value) => Number.isFinite(value)));
}

function scoresOf({ probabilities, posts, labels }: Judged, label: number): ScoredPost[] {
  return posts.map((post, row) => ({
    score: probabilities[row * labels + label] ?? 0,
    positive: post.labels.includes(label),
    weight: 1,
  }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
