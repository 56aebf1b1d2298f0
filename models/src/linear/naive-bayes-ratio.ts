import type { SparseMatrix } from './sparse-matrix.ts';

/**
 * Column factors that let features speak louder the more one side prefers them: (1 − share) + share · |log-count
 * ratio| (Wang and Manning, "Baselines and bigrams", ACL 2012, with their interpolation).
 */
export function naiveBayesFactors(
  { posts, features, starts, columns }: SparseMatrix,
  truth: ArrayLike<number>,
  share: number,
): Float32Array {
  const positive = new Float64Array(features).fill(1);
  const negative = new Float64Array(features).fill(1);
  let positives = 2;
  let negatives = 2;
  for (let post = 0; post < posts; post += 1) {
    const isPositive = (truth[post] ?? 0) > 0;
    if (isPositive) positives += 1;
    else negatives += 1;
    const counts = isPositive ? positive : negative;
    for (let at = starts[post] ?? 0; at < (starts[post + 1] ?? 0); at += 1) {
      const column = columns[at] ?? 0;
      counts[column] = (counts[column] ?? 0) + 1;
    }
  }
  return Float32Array.from({ length: features }, (_, column) => {
    const ratio =
      Math.log((positive[column] ?? 1) / positives) - Math.log((negative[column] ?? 1) / negatives);
    return 1 - share + share * Math.abs(ratio);
  });
}
