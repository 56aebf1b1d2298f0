import { logit, sigmoid } from '../calibrate/platt.ts';
import { createRandom } from '../random.ts';
import type { LabelledPost } from './data-set.ts';

/** Probabilities, row by row, of posts whose labels are known. */
export type Judged = { probabilities: Float64Array; posts: readonly LabelledPost[]; labels: number };

const STEP = 0.1;
const FURTHEST = 30;
const ROUNDS = 20;
const SMALLEST = 1e-12;
/** Bootstrap resamples of the posts that a choice is averaged over. */
const RESAMPLES = 24;
const SEED = 24;

/** F1 of counts; 0 where there is nothing to find and nothing was found, as scikit-learn has it. */
export function f1(hits: number, predicted: number, actual: number): number {
  return predicted + actual === 0 ? 0 : (2 * hits) / (predicted + actual);
}

/** The label with the largest ln p + bias of each post; of equals, the first. */
export function decide({ probabilities, posts, labels }: Judged, biases: Float64Array): Int32Array {
  return Int32Array.from(posts.keys(), (row) => {
    let best = 0;
    let highest = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < labels; label += 1) {
      const value = logScore(probabilities, row * labels + label) + (biases[label] ?? 0);
      if (value > highest) {
        highest = value;
        best = label;
      }
    }
    return best;
  });
}

function logScore(probabilities: Float64Array, at: number): number {
  return Math.log(Math.max(SMALLEST, probabilities[at] ?? 0));
}

/**
 * Chooses one bias per label, added to ln p, for the largest macro-F1: the mean of what is best on each of 24 bootstrap
 * resamples of these posts. What is best on the posts themselves follows the accidents of few posts; the mean does so
 * less, and does better on others. Only differences between biases count: those of each resample sum to 0.
 */
export function tuneBiases(judged: Judged): Float64Array {
  const { labels } = judged;
  const mean = new Float64Array(labels);
  for (const times of resample(judged.posts.length)) {
    const biases = bestBiases(judged, times);
    const middle = biases.reduce((sum, bias) => sum + bias, 0) / labels;
    for (const [label, bias] of biases.entries()) {
      mean[label] = (mean[label] ?? 0) + (bias - middle) / RESAMPLES;
    }
  }
  return mean;
}

/** How often each post was drawn, for each resample: as many draws as posts, the same each time. */
function* resample(posts: number): Generator<Int32Array> {
  const random = createRandom(SEED);
  for (let round = 0; round < RESAMPLES; round += 1) {
    const times = new Int32Array(posts);
    for (let draw = 0; draw < posts; draw += 1) {
      const drawn = Math.floor(random() * posts);
      times[drawn] = (times[drawn] ?? 0) + 1;
    }
    yield times;
  }
}

/**
 * Coordinate ascent from all zero, over posts that count `times` each: each label in turn takes the best of −3.0,
 * −2.9 … 3.0 while the others stay (of equals the current one, then the nearest to zero), until a round changes
 * nothing, at most 20 rounds.
 */
export function bestBiases(judged: Judged, times: Int32Array): Float64Array {
  const { probabilities, posts, labels } = judged;
  const steps = new Int32Array(labels);
  const candidates = Array.from({ length: 2 * FURTHEST + 1 }, (_, index) =>
    index % 2 === 0 ? index / 2 : -(index + 1) / 2,
  );
  const truth = Int32Array.from(posts, (post) => post.labels[0] ?? 0);
  const actual = new Int32Array(labels);
  for (const [row, label] of truth.entries()) actual[label] = (actual[label] ?? 0) + (times[row] ?? 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    let changed = false;
    for (let label = 0; label < labels; label += 1) {
      const rivals = bestRivals(judged, steps, label);
      const own = Float64Array.from(posts.keys(), (row) => logScore(probabilities, row * labels + label));
      const macroF1 = (step: number): number => {
        const hits = new Int32Array(labels);
        const predicted = new Int32Array(labels);
        for (const [row, rival] of rivals.labels.entries()) {
          const gap = (own[row] ?? 0) + step * STEP - (rivals.scores[row] ?? 0);
          const choice = gap > 0 || (gap === 0 && label < rival) ? label : rival;
          const count = times[row] ?? 0;
          predicted[choice] = (predicted[choice] ?? 0) + count;
          if (choice === truth[row]) hits[choice] = (hits[choice] ?? 0) + count;
        }
        let sum = 0;
        for (let other = 0; other < labels; other += 1) {
          sum += f1(hits[other] ?? 0, predicted[other] ?? 0, actual[other] ?? 0);
        }
        return sum / labels;
      };
      const current = steps[label] ?? 0;
      let best = { step: current, value: macroF1(current) };
      for (const step of candidates) {
        const value = macroF1(step);
        if (value > best.value) best = { step, value };
      }
      if (best.step === current) continue;
      steps[label] = best.step;
      changed = true;
    }
    if (!changed) break;
  }
  return Float64Array.from(steps, (step) => step * STEP);
}

/** The best of all labels but one, per post. */
function bestRivals(
  { probabilities, posts, labels }: Judged,
  steps: Int32Array,
  left: number,
): { labels: Int32Array; scores: Float64Array } {
  const best = { labels: new Int32Array(posts.length), scores: new Float64Array(posts.length) };
  best.scores.fill(Number.NEGATIVE_INFINITY);
  for (const row of posts.keys()) {
    for (let label = 0; label < labels; label += 1) {
      if (label === left) continue;
      const score = logScore(probabilities, row * labels + label) + (steps[label] ?? 0) * STEP;
      if (score <= (best.scores[row] ?? 0)) continue;
      best.scores[row] = score;
      best.labels[row] = label;
    }
  }
  return best;
}

/**
 * Chooses one threshold per label for the largest F1 of that label: the mean, as log-odds, of what is best on each of
 * the resamples (see `tuneBiases`). A label without a positive post keeps 0.5.
 */
export function tuneThresholds({ probabilities, posts, labels }: Judged): Float64Array {
  const resamples = [...resample(posts.length)];
  return Float64Array.from({ length: labels }, (_, label) => {
    const order = posts
      .map((post, row) => ({
        row,
        score: probabilities[row * labels + label] ?? 0,
        positive: post.labels.includes(label),
      }))
      .sort((a, b) => b.score - a.score);
    let sum = 0;
    let used = 0;
    for (const times of resamples) {
      const threshold = bestThreshold(order, times);
      if (threshold === undefined) continue;
      sum += logit(threshold);
      used += 1;
    }
    return used === 0 ? 0.5 : sigmoid(sum / used);
  });
}

/** Every midpoint between two neighbouring scores is tried; of equals, the highest. Undefined without a positive post. */
export function bestThreshold(
  descending: readonly { row: number; score: number; positive: boolean }[],
  times: Int32Array,
): number | undefined {
  const drawn = descending.filter(({ row }) => (times[row] ?? 0) > 0);
  let actual = 0;
  for (const { row, positive } of drawn) if (positive) actual += times[row] ?? 0;
  let best: { threshold?: number; value: number } = { value: 0 };
  let hits = 0;
  let predicted = 0;
  for (const [index, { row, score, positive }] of drawn.entries()) {
    predicted += times[row] ?? 0;
    if (positive) hits += times[row] ?? 0;
    const next = drawn[index + 1]?.score;
    if (next === score) continue;
    const value = f1(hits, predicted, actual);
    if (value > best.value) best = { threshold: next === undefined ? score : (score + next) / 2, value };
  }
  return best.threshold;
}
