import type { TracedText } from '../normalise/traced-text.ts';

/** A word, number, placeholder or emoji of normalised text, with its offsets there. */
export type Token = { text: string; start: number; end: number };

const token = /[\uE001-\uE004]|[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)*|\p{Extended_Pictographic}/gu;
const unspaced =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const segmenter = new Intl.Segmenter('th', { granularity: 'word' });

/** Splits normalised text into words; scripts without spaces go through the platform's dictionary (ICU). */
export function tokenise({ text }: TracedText): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(token)) {
    const [run] = match;
    if (!unspaced.test(run)) {
      tokens.push({ text: run, start: match.index, end: match.index + run.length });
      continue;
    }
    for (const { segment, index } of segmenter.segment(run)) {
      const start = match.index + index;
      tokens.push({ text: segment, start, end: start + segment.length });
    }
  }
  return tokens;
}
