import { CHAR_SEED, extendHash, finishHash, WORD_SEED } from './hash.ts';
import type { Token } from './tokens.ts';

export type Block = 'char' | 'word';

/** Called for each occurrence of a feature, with the stretch of normalised text that it covers. */
export type EmitFeature = (hash: number, start: number, end: number) => void;

const MAX_CHARS = 5;
const SPACE = 32;

/**
 * Emits every character 1–5-gram within each run between spaces (padded with a space on both sides). Runs and not
 * words: in Thai they reach across word boundaries, where the dictionary errs, and everywhere they hold punctuation.
 */
export function emitCharacterNgrams(text: string, emit: EmitFeature): void {
  const { length } = text;
  let from = 0;
  while (from < length) {
    if (text.charCodeAt(from) === SPACE) {
      from += 1;
      continue;
    }
    let to = text.indexOf(' ', from);
    if (to === -1) to = length;
    emitRun(text, from, to, emit);
    from = to + 1;
  }
}

function emitRun(text: string, from: number, to: number, emit: EmitFeature): void {
  // Positions from − 1 and to are the padding; a space alone is no feature.
  for (let start = from - 1; start < to; start += 1) {
    let hash = CHAR_SEED;
    const last = Math.min(start + MAX_CHARS - 1, to);
    for (let at = start; at <= last; at += 1) {
      hash = extendHash(hash, at < from || at === to ? SPACE : text.charCodeAt(at));
      if (at < from) continue;
      emit(finishHash(hash), Math.max(start, from), Math.min(at + 1, to));
    }
  }
}

/** Emits every word and every pair of neighbouring words. */
export function emitWordNgrams(tokens: readonly Token[], emit: EmitFeature): void {
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
    emit(finishHash(word), start, end);
    if (previousStart !== -1) emit(finishHash(pair), previousStart, end);
    previous = word;
    previousStart = start;
  }
}

/** Hash of a single word, as `emitWordNgrams` emits it. */
export function hashWord(text: string): number {
  let word = WORD_SEED;
  for (let i = 0; i < text.length; i += 1) word = extendHash(word, text.charCodeAt(i));
  return finishHash(word);
}
