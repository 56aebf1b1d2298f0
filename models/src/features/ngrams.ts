import { CHAR_SEED, extendHash, finishHash, WORD_SEED } from './hash.ts';
import type { Token } from './tokens.ts';

/**
 * Every occurrence of every feature of one text, in the order it was read: its hash, and the stretch of normalised text
 * that it covers. Three flat lists that are used again for the next text: objects or calls per occurrence would cost
 * more than the hashing.
 */
export type Occurrences = { length: number; hashes: Uint32Array; starts: Int32Array; ends: Int32Array };

/** Room for occurrences; it grows as it is needed. */
export function createOccurrences(capacity = 4096): Occurrences {
  return {
    length: 0,
    hashes: new Uint32Array(capacity),
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
  };
}

const MAX_CHARS = 5;
const SPACE = 32;

/**
 * Adds every character 1–5-gram within each run between spaces (padded with a space on both sides). Runs and not
 * words: in Thai they reach across word boundaries, where the dictionary errs, and everywhere they hold punctuation.
 */
export function addCharacterNgrams(text: string, into: Occurrences): void {
  const { length } = text;
  // At most five begin at each letter, and four at the space before a run.
  makeRoom(into, MAX_CHARS * 2 * (length + 1));
  const { hashes, starts, ends } = into;
  let used = into.length;
  let from = 0;
  while (from < length) {
    if (text.charCodeAt(from) === SPACE) {
      from += 1;
      continue;
    }
    let to = text.indexOf(' ', from);
    if (to === -1) to = length;
    // Positions from − 1 and to are the padding; a space alone is no feature.
    for (let start = from - 1; start < to; start += 1) {
      let hash = CHAR_SEED;
      const covered = Math.max(start, from);
      const last = Math.min(start + MAX_CHARS - 1, to);
      for (let at = start; at <= last; at += 1) {
        hash = extendHash(hash, at < from || at === to ? SPACE : text.charCodeAt(at));
        if (at < from) continue;
        hashes[used] = finishHash(hash);
        starts[used] = covered;
        ends[used] = at < to ? at + 1 : to;
        used += 1;
      }
    }
    from = to + 1;
  }
  into.length = used;
}

/** Adds every word and every pair of neighbouring words. */
export function addWordNgrams(tokens: readonly Token[], into: Occurrences): void {
  makeRoom(into, 2 * tokens.length);
  let previous = 0;
  let previousStart = -1;
  for (const { text, start, end } of tokens) {
    let word = WORD_SEED;
    let pair = extendHash(previous, SPACE);
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      word = extendHash(word, unit);
      pair = extendHash(pair, unit);
    }
    add(into, finishHash(word), start, end);
    if (previousStart !== -1) add(into, finishHash(pair), previousStart, end);
    previous = word;
    previousStart = start;
  }
}

function add(into: Occurrences, hash: number, start: number, end: number): void {
  const { length } = into;
  into.hashes[length] = hash;
  into.starts[length] = start;
  into.ends[length] = end;
  into.length = length + 1;
}

function makeRoom(into: Occurrences, more: number): void {
  const needed = into.length + more;
  if (needed <= into.hashes.length) return;
  const larger = createOccurrences(2 * needed);
  larger.hashes.set(into.hashes);
  larger.starts.set(into.starts);
  larger.ends.set(into.ends);
  into.hashes = larger.hashes;
  into.starts = larger.starts;
  into.ends = larger.ends;
}
