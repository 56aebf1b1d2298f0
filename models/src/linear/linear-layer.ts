import { flatScales, type SparseVector } from '../features/vectorise.ts';

/**
 * The linear part as it computes: row-major [features × labels] weights for both views, and an intercept per label.
 * Its members were merged into it, so that it costs one pass however many there were.
 */
export type LinearLayer = {
  labels: number;
  tfidf: Float32Array;
  flat: Float32Array;
  intercepts: Float32Array;
};

/** A layer to compute with: as it was learned, or the integers of a model folder with one scale per label. */
export type LinearWeights = Omit<LinearLayer, 'tfidf' | 'flat'> & {
  tfidf: Float32Array | Int16Array;
  flat: Float32Array | Int16Array;
  scales?: { tfidf: Float32Array; flat: Float32Array } | undefined;
};

/** Adds the layer's logits of one post to `logits`, from `at` on. */
export function addLinear(
  { labels, tfidf, flat, scales, intercepts }: LinearWeights,
  vector: Pick<SparseVector, 'rows' | 'values' | 'words'>,
  logits: Float32Array,
  at: number,
): void {
  const { rows, values, words } = vector;
  const [character, word] = flatScales(vector);
  const sums = new Float64Array(2 * labels);
  for (let i = 0; i < rows.length; i += 1) {
    const value = values[i] ?? 0;
    const flatValue = i < words ? character : word;
    const from = (rows[i] ?? 0) * labels;
    for (let label = 0; label < labels; label += 1) {
      sums[label] = (sums[label] ?? 0) + value * (tfidf[from + label] ?? 0);
      sums[labels + label] = (sums[labels + label] ?? 0) + flatValue * (flat[from + label] ?? 0);
    }
  }
  for (let label = 0; label < labels; label += 1) {
    const straight = (sums[label] ?? 0) * (scales ? (scales.tfidf[label] ?? 0) : 1);
    const present = (sums[labels + label] ?? 0) * (scales ? (scales.flat[label] ?? 0) : 1);
    logits[at + label] = (logits[at + label] ?? 0) + (intercepts[label] ?? 0) + straight + present;
  }
}
