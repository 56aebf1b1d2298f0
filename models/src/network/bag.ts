import type { SparseVector } from '../features/vectorise.ts';
import { createRandom } from '../random.ts';

/**
 * The bag of embeddings, row-major [features × dimensions]: a post's rows, weighted by its values, are summed into the
 * head's input. TensorFlow.js has no sparse gather whose gradient is quick, so they are summed here; the head with its
 * autograd is TensorFlow.js.
 */
export type Bag = { features: number; dimensions: number; table: Float32Array };

/** A bag to sum from: one that learns, or the small integers of a model folder with one scale per dimension. */
export type Embeddings = Omit<Bag, 'table'> & {
  table: Float32Array | Int8Array;
  scales?: Float32Array | undefined;
};

/** Rows and values of a post, or of what dropout left of it. */
export type Entries = Pick<SparseVector, 'rows' | 'values'>;

/** Small random embeddings. */
export function createBag(features: number, dimensions: number, seed: number): Bag {
  const random = createRandom(seed);
  const table = Float32Array.from({ length: features * dimensions }, () => (random() - 0.5) * 0.2);
  return { features, dimensions, table };
}

/** Adds one post's sum to `pooled`, which is zero there, at `post × dimensions`. */
export function sumPost(
  { dimensions, table, scales }: Embeddings,
  { rows, values }: Entries,
  post: number,
  pooled: Float32Array,
): void {
  const at = post * dimensions;
  // Four rows at once: the sum is read and written a quarter as often.
  const whole = rows.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    const [value0, value1] = [values[i] ?? 0, values[i + 1] ?? 0];
    const [value2, value3] = [values[i + 2] ?? 0, values[i + 3] ?? 0];
    const [from0, from1] = [(rows[i] ?? 0) * dimensions, (rows[i + 1] ?? 0) * dimensions];
    const [from2, from3] = [(rows[i + 2] ?? 0) * dimensions, (rows[i + 3] ?? 0) * dimensions];
    for (let d = 0; d < dimensions; d += 1) {
      pooled[at + d] =
        (pooled[at + d] ?? 0) +
        value0 * (table[from0 + d] ?? 0) +
        value1 * (table[from1 + d] ?? 0) +
        value2 * (table[from2 + d] ?? 0) +
        value3 * (table[from3 + d] ?? 0);
    }
  }
  for (let i = whole; i < rows.length; i += 1) {
    const value = values[i] ?? 0;
    const from = (rows[i] ?? 0) * dimensions;
    for (let d = 0; d < dimensions; d += 1) {
      pooled[at + d] = (pooled[at + d] ?? 0) + value * (table[from + d] ?? 0);
    }
  }
  if (!scales) return;
  for (let d = 0; d < dimensions; d += 1) pooled[at + d] = (pooled[at + d] ?? 0) * (scales[d] ?? 0);
}

/** One AdaGrad step for every row of one post: the gradient of a row is its value times that of the sum. */
export function updateRows(
  { dimensions, table }: Bag,
  accumulated: Float32Array,
  rate: number,
  { rows, values }: Entries,
  gradient: Float32Array,
  post: number,
): void {
  const at = post * dimensions;
  for (let i = 0; i < rows.length; i += 1) {
    const value = values[i] ?? 0;
    const from = (rows[i] ?? 0) * dimensions;
    for (let d = 0; d < dimensions; d += 1) {
      const slope = value * (gradient[at + d] ?? 0);
      const total = (accumulated[from + d] ?? 0) + slope * slope;
      accumulated[from + d] = total;
      table[from + d] = (table[from + d] ?? 0) - (rate * slope) / Math.sqrt(total + 1e-8);
    }
  }
}
