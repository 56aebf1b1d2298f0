import type { Random } from '../random.ts';

/** Share of the longer words of a text that are changed. */
const SHARE = 0.3;
const word = /[\p{L}\p{M}]{4,}/gu;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const latin = /^[\p{Script=Latin}\p{M}]+$/u;
const mark = /\p{M}/gu;
const toneMarks = /[\u0E47-\u0E4C]/gu;

type Change = (letters: string[], random: Random) => string;

const swapNeighbours: Change = (letters, random) => {
  const at = 1 + Math.floor(random() * (letters.length - 2));
  const [first = '', second = ''] = letters.slice(at, at + 2);
  return [...letters.slice(0, at), second, first, ...letters.slice(at + 2)].join('');
};
const dropLetter: Change = (letters, random) => {
  const at = 1 + Math.floor(random() * (letters.length - 1));
  return letters.filter((_, index) => index !== at).join('');
};
const doubleLetter: Change = (letters, random) => {
  const at = Math.floor(random() * letters.length);
  return letters.flatMap((letter, index) => (index === at ? [letter, letter] : [letter])).join('');
};
const dropVowels: Change = (letters) =>
  letters.filter((letter, index) => index === 0 || !/[aeiou]/i.test(letter)).join('');
const spaceOut: Change = (letters, random) => letters.join(random() < 0.5 ? ' ' : '.');
const dropMarks: Change = (letters) => letters.join('').replace(toneMarks, '');

const latinChanges = [swapNeighbours, dropLetter, doubleLetter, dropVowels, spaceOut];
const otherChanges = [dropMarks, dropMarks, doubleLetter, spaceOut];

/**
 * A copy of a text as people write who hurry or hide: letters swapped, dropped, doubled or spaced out in some of its
 * words; spaces left out; marks left off (Vietnamese without accents, Thai without tones). For training only.
 */
export function disguise(text: string, lang: string, random: Random): string {
  if (lang === 'vi' && random() < 0.4) return withoutAccents(text);
  if (random() < 0.15) return text.replace(/ /g, '');
  return text.replace(word, (run) => {
    if (random() >= SHARE) return run;
    const letters = Array.from(graphemes.segment(run), ({ segment }) => segment);
    const changes = latin.test(run) ? latinChanges : otherChanges;
    const change = changes[Math.floor(random() * changes.length)] ?? doubleLetter;
    return letters.length < 4 ? run : change(letters, random);
  });
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(mark, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
}
