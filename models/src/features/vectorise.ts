import { normalise } from '../normalise/normalise.ts';
import type { FeatureTable } from './feature-table.ts';
import { emitCharacterNgrams, emitWordNgrams, hashWord } from './ngrams.ts';
import { type Token, tokenise } from './tokens.ts';

/**
 * A post over the rows of a table: first the rows of its character n-grams, from `words` on those of its words and
 * word pairs. `values` is (1 + ln tf) · idf with each block of length 1; the flat view of the same rows is
 * 1 ∕ √(rows of the block) for each (see `flatScales`).
 */
export type SparseVector = {
  rows: Int32Array;
  values: Float32Array;
  /** Index of the first row of the word block. */
  words: number;
  tokens: number;
  /** Share of its words, 0–1, that the table knows; 0 without words. */
  knownWords: number;
};

export type Vectoriser = (text: string) => SparseVector;

/** The value of each row in the flat view, for the character block and for the word block. */
export function flatScales({ rows, words }: Pick<SparseVector, 'rows' | 'words'>): [number, number] {
  return [1 / Math.sqrt(Math.max(1, words)), 1 / Math.sqrt(Math.max(1, rows.length - words))];
}

/** Every different feature of a text, in order of first occurrence; for choosing a table. */
export function distinctFeatures(text: string): Uint32Array {
  const normal = normalise(text);
  const hashes = new Set<number>();
  const add = (hash: number): void => {
    hashes.add(hash);
  };
  emitCharacterNgrams(normal.text, add);
  emitWordNgrams(tokenise(normal), add);
  return Uint32Array.from(hashes);
}

/**
 * Prepares vectorising over one table. The result keeps scratch space of the table's size and is not to be called
 * while it runs (it never yields). Deterministic: rows are in the order of their first occurrence.
 */
export function createVectoriser(table: FeatureTable): Vectoriser {
  return createTokenVectoriser(table).ofText;
}

/** The same, also for text that was normalised and split before. */
export function createTokenVectoriser(table: FeatureTable): {
  ofText: Vectoriser;
  ofTokens: (normalText: string, tokens: readonly Token[]) => SparseVector;
} {
  const counts = new Int32Array(table.hashes.length);
  let touched = new Int32Array(4096);
  let used = 0;
  const count = (hash: number): void => {
    const row = table.rowOf(hash);
    if (row === -1) return;
    const before = counts[row] ?? 0;
    counts[row] = before + 1;
    if (before !== 0) return;
    if (used === touched.length) {
      const larger = new Int32Array(2 * used);
      larger.set(touched);
      touched = larger;
    }
    touched[used] = row;
    used += 1;
  };
  const ofTokens = (normalText: string, tokens: readonly Token[]): SparseVector => {
    used = 0;
    emitCharacterNgrams(normalText, count);
    const words = used;
    emitWordNgrams(tokens, count);
    const rows = touched.slice(0, used);
    const values = new Float32Array(used);
    weigh(rows, values, 0, words);
    weigh(rows, values, words, used);
    let known = 0;
    for (const { text } of tokens) if (table.rowOf(hashWord(text)) !== -1) known += 1;
    const knownWords = tokens.length === 0 ? 0 : known / tokens.length;
    return { rows, values, words, tokens: tokens.length, knownWords };
  };
  const weigh = (rows: Int32Array, values: Float32Array, from: number, to: number): void => {
    let squares = 0;
    for (let i = from; i < to; i += 1) {
      const row = rows[i] ?? 0;
      const times = counts[row] ?? 1;
      counts[row] = 0;
      const value = (times === 1 ? 1 : 1 + Math.log(times)) * (table.idf[row] ?? 0);
      values[i] = value;
      squares += value * value;
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let i = from; i < to; i += 1) values[i] = (values[i] ?? 0) * scale;
  };
  const ofText = (text: string): SparseVector => {
    const normal = normalise(text);
    return ofTokens(normal.text, tokenise(normal));
  };
  return { ofText, ofTokens };
}
