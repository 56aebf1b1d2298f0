import { Trait } from './text-traits.ts';
import { rewrite, type TracedText } from './traced-text.ts';

/** Cyrillic and Greek small letters that are drawn like a Latin one (subset of Unicode TR39 confusables). */
export const lookalikes = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    е: 'e',
    ё: 'e',
    з: '3',
    і: 'i',
    ї: 'i',
    ј: 'j',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    с: 'c',
    ѕ: 's',
    т: 't',
    у: 'y',
    х: 'x',
    ԁ: 'd',
    ո: 'n',
    α: 'a',
    ε: 'e',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
    ı: 'i',
    ɡ: 'g',
  }),
);

/** Digits and signs that stand for a letter inside a word. */
export const leet = new Map(
  Object.entries({ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }),
);

const run = /[\p{L}\p{M}\p{N}@$!]+/gu;
const insideWord = /(?<=[a-z])[013457@$!]+(?=[a-z])/g;

function foldRun(text: string): string {
  let folded = text;
  // A run of one foreign script is a foreign word; only a mixed run is a disguise.
  if (/[a-z]/.test(text) && /[\p{Script=Cyrillic}\p{Script=Greek}\u0131\u0261\u0578]/u.test(text)) {
    folded = Array.from(text, (char) => lookalikes.get(char) ?? char).join('');
  }
  // Digits at the edge of a run are ages, grades and amounts (13yo, b4): only those inside a word are letters.
  return folded.replace(insideWord, foldDigits);
}

const foldDigits = (digits: string): string => Array.from(digits, (char) => leet.get(char) ?? char).join('');

/** Folds homoglyphs and leet per alphanumeric run of lower-case text, so that `sесrеt` and `s3cr3t` read `secret`. */
export function foldLookalikes(source: TracedText, traits: number): TracedText {
  if (traits & Trait.lookalike) return rewrite(source, run, ([matched]) => foldRun(matched));
  return traits & Trait.leet ? rewrite(source, insideWord, ([digits]) => foldDigits(digits)) : source;
}
