import type { SparseVector } from '../features/vectorise.ts';
import { createRandom } from '../random.ts';

/**
 * The two sparse layers, row-major over the feature table: `bag` [features × dimensions] is summed into the
 * head's input, `wide` [features × labels] straight into the logits. TensorFlow.js has no sparse gather whose
 * gradient is quick, so these are summed here; the head with its autograd is TensorFlow.js.
 */
export type SparseLayers = {
  features: number;
  dimensions: number;
  labels: number;
  bag: Float32Array;
  wide: Float32Array;
};

/** Small random embeddings, no linear weights yet. */
export function createSparseLayers(
  features: number,
  dimensions: number,
  labels: number,
  seed: number,
): SparseLayers {
  const random = createRandom(seed);
  const bag = Float32Array.from({ length: features * dimensions }, () => (random() - 0.5) * 0.2);
  return { features, dimensions, labels, bag, wide: new Float32Array(features * labels) };
}

/** Adds one post's sums to `pooled` at `post × dimensions` and to `logits` at `post × labels`. */
export function sumPost(
  layers: SparseLayers,
  { rows, values }: Pick<SparseVector, 'rows' | 'values'>,
  post: number,
  pooled: Float32Array,
  logits: Float32Array,
): void {
  addRows(layers.bag, layers.dimensions, rows, values, pooled, post * layers.dimensions);
  addRows(layers.wide, layers.labels, rows, values, logits, post * layers.labels);
}

function addRows(
  table: Float32Array,
  width: number,
  rows: Int32Array,
  values: Float32Array,
  into: Float32Array,
  at: number,
): void {
  for (let i = 0; i < rows.length; i += 1) {
    const value = values[i] ?? 0;
    const from = (rows[i] ?? 0) * width;
    for (let d = 0; d < width; d += 1) into[at + d] = (into[at + d] ?? 0) + value * (table[from + d] ?? 0);
  }
}

/** One AdaGrad step for every row of one post: the gradient of a row is its value times that of the sum. */
export function updateRows(
  table: Float32Array,
  accumulated: Float32Array,
  width: number,
  rate: number,
  { rows, values }: Pick<SparseVector, 'rows' | 'values'>,
  gradient: Float32Array,
  at: number,
): void {
  for (let i = 0; i < rows.length; i += 1) {
    const value = values[i] ?? 0;
    const from = (rows[i] ?? 0) * width;
    for (let d = 0; d < width; d += 1) {
      const slope = value * (gradient[at + d] ?? 0);
      const total = (accumulated[from + d] ?? 0) + slope * slope;
      accumulated[from + d] = total;
      table[from + d] = (table[from + d] ?? 0) - (rate * slope) / Math.sqrt(total + 1e-8);
    }
  }
}
