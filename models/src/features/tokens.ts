import type { TracedText } from '../normalise/traced-text.ts';

/** A word, number, placeholder, emoji or run of exclamation marks of normalised text, with its offsets there. */
export type Token = { text: string; start: number; end: number };

const token = /[\uE001-\uE004]|[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)*|\p{Extended_Pictographic}|[!?]+/gu;
const unspaced =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const segmenter = new Intl.Segmenter('th', { granularity: 'word' });

/** Splits normalised text into words; scripts without spaces go through the platform's dictionary (ICU). */
export function tokenise({ text }: TracedText): Token[] {
  const tokens: Token[] = [];
  const mixed = unspaced.test(text);
  // One look at the whole text: starting the segmenter anew for each run costs more than the segmenting.
  const boundaries = mixed ? boundariesOf(text) : [];
  let boundary = 0;
  for (const match of text.matchAll(token)) {
    const [run] = match;
    const from = match.index;
    const to = from + run.length;
    if (!mixed || !unspaced.test(run)) {
      tokens.push({ text: run, start: from, end: to });
      continue;
    }
    let start = from;
    while (boundary < boundaries.length && (boundaries[boundary] ?? 0) <= from) boundary += 1;
    for (; boundary < boundaries.length && (boundaries[boundary] ?? 0) < to; boundary += 1) {
      const end = boundaries[boundary] ?? to;
      tokens.push({ text: text.slice(start, end), start, end });
      start = end;
    }
    tokens.push({ text: text.slice(start, to), start, end: to });
  }
  return tokens;
}

function boundariesOf(text: string): number[] {
  const boundaries: number[] = [];
  for (const { index } of segmenter.segment(text)) boundaries.push(index);
  return boundaries;
}
