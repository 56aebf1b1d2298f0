import { normalise } from '../normalise/normalise.ts';
import type { TracedText } from '../normalise/traced-text.ts';
import type { FeatureTable } from './feature-table.ts';
import { addCharacterNgrams, addWordNgrams, createOccurrences } from './ngrams.ts';
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

/** Where the known features of a post stand in its normalised text: one entry for each occurrence. */
export type FeaturePlaces = {
  /** Index into the vector's rows. */
  entries: Int32Array;
  starts: Int32Array;
  ends: Int32Array;
};

/** A post that was read with its places, so that its score can be explained without reading it again. */
export type ReadPost = {
  normal: TracedText;
  tokens: readonly Token[];
  vector: SparseVector;
  places: FeaturePlaces;
};

/** The value of each row in the flat view, for the character block and for the word block. */
export function flatScales({ rows, words }: Pick<SparseVector, 'rows' | 'words'>): [number, number] {
  return [1 / Math.sqrt(Math.max(1, words)), 1 / Math.sqrt(Math.max(1, rows.length - words))];
}

/** Every different feature of a text, in order of first occurrence; for choosing a table. */
export function distinctFeatures(text: string): Uint32Array {
  const normal = normalise(text);
  const occurrences = createOccurrences();
  addCharacterNgrams(normal.text, occurrences);
  addWordNgrams(tokenise(normal), occurrences);
  return Uint32Array.from(new Set(occurrences.hashes.subarray(0, occurrences.length)));
}

/**
 * Prepares vectorising over one table. The result keeps scratch space of the table's size and is not to be called
 * while it runs (it never yields). Deterministic: rows are in the order of their first occurrence.
 */
export function createVectoriser(table: FeatureTable): Vectoriser {
  return createReader(table).vectorise;
}

/** The same, also with what an explanation needs. */
export function createReader(table: FeatureTable): {
  vectorise: Vectoriser;
  read: (text: string) => ReadPost;
} {
  const { idf } = table;
  const occurrences = createOccurrences();
  /** Entry of each row of the table in the vector at hand, from 1 on; 0: none. */
  const entryOf = new Int32Array(table.hashes.length);
  let rows = new Int32Array(4096);
  let times = new Int32Array(4096);
  /** Entry of each occurrence, or −1. */
  let entries = new Int32Array(4096);
  let used = 0;

  const count = (from: number, to: number): void => {
    const { hashes } = occurrences;
    for (let at = from; at < to; at += 1) {
      const row = table.rowOf(hashes[at] ?? 0);
      if (row === -1) {
        entries[at] = -1;
        continue;
      }
      const entry = (entryOf[row] ?? 0) - 1;
      if (entry === -1) {
        entries[at] = used;
        rows[used] = row;
        times[used] = 1;
        used += 1;
        entryOf[row] = used;
      } else {
        entries[at] = entry;
        times[entry] = (times[entry] ?? 0) + 1;
      }
    }
  };
  const weigh = (values: Float32Array, from: number, to: number): void => {
    let squares = 0;
    for (let i = from; i < to; i += 1) {
      const row = rows[i] ?? 0;
      const frequency = times[i] ?? 1;
      entryOf[row] = 0;
      const value = (frequency === 1 ? 1 : 1 + Math.log(frequency)) * (idf[row] ?? 0);
      values[i] = value;
      squares += value * value;
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let i = from; i < to; i += 1) values[i] = (values[i] ?? 0) * scale;
  };
  /** The first word stands alone; from then on each word is followed by the pair that it ends. */
  const knownShare = (from: number, tokens: number): number => {
    let known = 0;
    for (let word = 0; word < tokens; word += 1) {
      if ((entries[from + (word === 0 ? 0 : 2 * word - 1)] ?? -1) !== -1) known += 1;
    }
    return tokens === 0 ? 0 : known / tokens;
  };
  const vectoriseTokens = (normal: TracedText, tokens: readonly Token[]): SparseVector => {
    occurrences.length = 0;
    addCharacterNgrams(normal.text, occurrences);
    const characters = occurrences.length;
    addWordNgrams(tokens, occurrences);
    if (occurrences.length > entries.length) {
      const size = 2 * occurrences.length;
      [rows, times, entries] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
    }
    used = 0;
    count(0, characters);
    const words = used;
    count(characters, occurrences.length);
    const values = new Float32Array(used);
    weigh(values, 0, words);
    weigh(values, words, used);
    return {
      rows: rows.slice(0, used),
      values,
      words,
      tokens: tokens.length,
      knownWords: knownShare(characters, tokens.length),
    };
  };
  const placesOf = (): FeaturePlaces => {
    const { length } = occurrences;
    const places = {
      entries: new Int32Array(length),
      starts: new Int32Array(length),
      ends: new Int32Array(length),
    };
    let kept = 0;
    for (let at = 0; at < length; at += 1) {
      const entry = entries[at] ?? -1;
      if (entry === -1) continue;
      places.entries[kept] = entry;
      places.starts[kept] = occurrences.starts[at] ?? 0;
      places.ends[kept] = occurrences.ends[at] ?? 0;
      kept += 1;
    }
    return {
      entries: places.entries.subarray(0, kept),
      starts: places.starts.subarray(0, kept),
      ends: places.ends.subarray(0, kept),
    };
  };
  return {
    vectorise: (text) => {
      const normal = normalise(text);
      return vectoriseTokens(normal, tokenise(normal));
    },
    read: (text) => {
      const normal = normalise(text, true);
      const tokens = tokenise(normal);
      const vector = vectoriseTokens(normal, tokens);
      return { normal, tokens, vector, places: placesOf() };
    },
  };
}
