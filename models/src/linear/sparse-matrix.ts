import { flatScales, type SparseVector } from '../features/vectorise.ts';

/** Posts as compressed sparse rows. `values` are those of the chosen view. */
export type SparseMatrix = {
  posts: number;
  features: number;
  /** Where each post's entries begin; one more at the end. */
  starts: Int32Array;
  columns: Int32Array;
  values: Float32Array;
};

/** `tfidf`: the vector's own values. `flat`: presence only, without idf; rare words weigh no more than common ones. */
export type View = 'tfidf' | 'flat';

/** Packs vectors into one matrix, in their order. */
export function packVectors(vectors: readonly SparseVector[], features: number, view: View): SparseMatrix {
  const starts = new Int32Array(vectors.length + 1);
  for (const [index, { rows }] of vectors.entries()) starts[index + 1] = (starts[index] ?? 0) + rows.length;
  const entries = starts[vectors.length] ?? 0;
  const columns = new Int32Array(entries);
  const values = new Float32Array(entries);
  for (const [index, vector] of vectors.entries()) {
    const from = starts[index] ?? 0;
    columns.set(vector.rows, from);
    if (view === 'tfidf') {
      values.set(vector.values, from);
      continue;
    }
    const [character, word] = flatScales(vector);
    values.fill(character, from, from + vector.words);
    values.fill(word, from + vector.words, from + vector.rows.length);
  }
  return { posts: vectors.length, features, starts, columns, values };
}

/** The same matrix with each column multiplied by its factor. */
export function scaleColumns(matrix: SparseMatrix, factors: Float32Array): SparseMatrix {
  const values = matrix.values.map((value, at) => value * (factors[matrix.columns[at] ?? 0] ?? 0));
  return { ...matrix, values };
}
