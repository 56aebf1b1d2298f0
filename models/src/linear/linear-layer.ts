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

/** Adds the layer's logits of one post to `logits`, from `at` on. */
export function addLinear(
  { labels, tfidf, flat, intercepts }: LinearLayer,
  vector: Pick<SparseVector, 'rows' | 'values' | 'words'>,
  logits: Float32Array,
  at: number,
): void {
  const { rows, values, words } = vector;
  const [character, word] = flatScales(vector);
  for (let label = 0; label < labels; label += 1) {
    logits[at + label] = (logits[at + label] ?? 0) + (intercepts[label] ?? 0);
  }
  for (let i = 0; i < rows.length; i += 1) {
    const value = values[i] ?? 0;
    const flatValue = i < words ? character : word;
    const from = (rows[i] ?? 0) * labels;
    for (let label = 0; label < labels; label += 1) {
      logits[at + label] =
        (logits[at + label] ?? 0) +
        value * (tfidf[from + label] ?? 0) +
        flatValue * (flat[from + label] ?? 0);
    }
  }
}
