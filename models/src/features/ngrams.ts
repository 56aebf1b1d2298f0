import { CHAR_SEED, extendHash, finishHash, WORD_SEED } from './hash.ts';
import type { Token } from './tokens.ts';

export type Block = 'char' | 'word';

/** Called for each occurrence of a feature. */
export type EmitFeature = (block: Block, hash: number) => void;

const MAX_CHARS = 5;
const SPACE = 32;

/** Emits every character 1–5-gram within each word (padded with a space on both sides) and every word and word pair. */
export function emitNgrams(tokens: readonly Token[], emit: EmitFeature): void {
  let previous: number | undefined;
  for (const token of tokens) {
    emitCharacters(token.text, emit);
    let word = WORD_SEED;
    let pair = previous === undefined ? 0 : extendHash(previous, SPACE);
    for (let i = 0; i < token.text.length; i += 1) {
      const unit = token.text.charCodeAt(i);
      word = extendHash(word, unit);
      pair = extendHash(pair, unit);
    }
    emit('word', finishHash(word));
    if (previous !== undefined) emit('word', finishHash(pair));
    previous = word;
  }
}

function emitCharacters(word: string, emit: EmitFeature): void {
  const length = word.length + 2;
  for (let from = 0; from < length; from += 1) {
    let hash = CHAR_SEED;
    const to = Math.min(from + MAX_CHARS, length);
    for (let at = from; at < to; at += 1) {
      const edge = at === 0 || at === length - 1;
      hash = extendHash(hash, edge ? SPACE : word.charCodeAt(at - 1));
      if (edge && at === from) continue;
      emit('char', finishHash(hash));
    }
  }
}
