import { normalise } from '../normalise/normalise.ts';
import type { FeatureTable } from './feature-table.ts';
import { emitNgrams } from './ngrams.ts';
import { type Token, tokenise } from './tokens.ts';

/** Term counts of one post per block, before any table is known. */
export type TermCounts = { char: Map<number, number>; word: Map<number, number>; tokens: number };

/** A post as sparse rows and values; each block has length 1. `knownWords` is the share of its words in the table. */
export type SparseVector = { rows: Int32Array; values: Float32Array; tokens: number; knownWords: number };

/** Normalises, splits and counts. Deterministic: the order of the terms is that of the text. */
export function countTerms(text: string): TermCounts & { text: string } {
  const normal = normalise(text);
  return { ...countTokens(tokenise(normal)), text: normal.text };
}

/** Counts the terms of words that were split before. */
export function countTokens(tokens: readonly Token[]): TermCounts {
  const counts: TermCounts = { char: new Map(), word: new Map(), tokens: tokens.length };
  emitNgrams(tokens, (block, hash) => {
    const terms = counts[block];
    terms.set(hash, (terms.get(hash) ?? 0) + 1);
  });
  return counts;
}

/** (1 + ln tf) · idf over the table's rows, each block L2-normalised by itself. */
export function vectorise(counts: TermCounts, table: FeatureTable): SparseVector {
  const rows = new Int32Array(counts.char.size + counts.word.size);
  const values = new Float32Array(rows.length);
  let used = 0;
  let known = 0;
  for (const terms of [counts.char, counts.word]) {
    const from = used;
    let squares = 0;
    for (const [hash, count] of terms) {
      const row = table.rowOf(hash);
      if (row === -1) continue;
      const value = (1 + Math.log(count)) * (table.idf[row] ?? 0);
      rows[used] = row;
      values[used] = value;
      squares += value * value;
      used += 1;
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let i = from; i < used; i += 1) values[i] = (values[i] ?? 0) * scale;
    known = used - from;
  }
  return {
    rows: rows.slice(0, used),
    values: values.slice(0, used),
    tokens: counts.tokens,
    knownWords: counts.word.size === 0 ? 0 : known / counts.word.size,
  };
}
