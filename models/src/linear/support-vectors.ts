import { createRandom, shuffle } from '../random.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

/** Weights of one label, one per feature, and the intercept. */
export type Hyperplane = { weights: Float64Array; intercept: number };

/** With the dual variable of each post, from which training at another cost starts sooner than from nothing. */
export type Solution = Hyperplane & { dual: Float64Array };

const MAX_PASSES = 60;
/** Passes stop when no projected gradient differs from another by more than this. */
const TOLERANCE = 0.1;

/**
 * L2-regularised support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al., "A dual
 * coordinate descent method for large-scale linear SVM", ICML 2008); the intercept is a feature that is always 1.
 * `cost` is the price of an error, `weights` multiplies it post by post; `start` is the dual of a solution of the same
 * posts at another cost. Same input and seed, same result.
 */
export function trainSupportVectors(
  { posts, features, starts, columns, values }: SparseMatrix,
  truth: ArrayLike<number>,
  {
    cost,
    weights,
    seed,
    start,
  }: {
    cost: number;
    weights?: ArrayLike<number> | undefined;
    seed: number;
    start?: Float64Array | undefined;
  },
): Solution {
  const plane = new Float64Array(features);
  let intercept = 0;
  const dual = start?.slice() ?? new Float64Array(posts);
  const curvature = new Float64Array(posts);
  const diagonal = new Float64Array(posts);
  for (let post = 0; post < posts; post += 1) {
    let squares = 1;
    for (let at = starts[post] ?? 0; at < (starts[post + 1] ?? 0); at += 1) squares += (values[at] ?? 0) ** 2;
    diagonal[post] = 0.5 / (cost * (weights?.[post] ?? 1));
    curvature[post] = squares + (diagonal[post] ?? 0);
    if (!start) continue;
    const step = (dual[post] ?? 0) * ((truth[post] ?? 0) > 0 ? 1 : -1);
    if (step === 0) continue;
    intercept += step;
    for (let at = starts[post] ?? 0; at < (starts[post + 1] ?? 0); at += 1) {
      const column = columns[at] ?? 0;
      plane[column] = (plane[column] ?? 0) + step * (values[at] ?? 0);
    }
  }
  const order = Int32Array.from({ length: posts }, (_, post) => post);
  const random = createRandom(seed);
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    shuffle(order, random);
    let highest = Number.NEGATIVE_INFINITY;
    let lowest = Number.POSITIVE_INFINITY;
    for (const post of order) {
      const from = starts[post] ?? 0;
      const to = starts[post + 1] ?? 0;
      const sign = (truth[post] ?? 0) > 0 ? 1 : -1;
      let score = intercept;
      for (let at = from; at < to; at += 1) score += (plane[columns[at] ?? 0] ?? 0) * (values[at] ?? 0);
      const before = dual[post] ?? 0;
      const gradient = sign * score - 1 + before * (diagonal[post] ?? 0);
      const projected = before === 0 ? Math.min(gradient, 0) : gradient;
      highest = Math.max(highest, projected);
      lowest = Math.min(lowest, projected);
      if (Math.abs(projected) < 1e-12) continue;
      const after = Math.max(before - gradient / (curvature[post] ?? 1), 0);
      dual[post] = after;
      const step = (after - before) * sign;
      intercept += step;
      for (let at = from; at < to; at += 1) {
        const column = columns[at] ?? 0;
        plane[column] = (plane[column] ?? 0) + step * (values[at] ?? 0);
      }
    }
    if (highest - lowest < TOLERANCE) break;
  }
  return { weights: plane, intercept, dual };
}

/** Signed distance of each post. */
export function scorePosts(
  { posts, starts, columns, values }: SparseMatrix,
  { weights, intercept }: Hyperplane,
): Float64Array {
  const scores = new Float64Array(posts);
  for (let post = 0; post < posts; post += 1) {
    let score = intercept;
    for (let at = starts[post] ?? 0; at < (starts[post + 1] ?? 0); at += 1) {
      score += (weights[columns[at] ?? 0] ?? 0) * (values[at] ?? 0);
    }
    scores[post] = score;
  }
  return scores;
}
