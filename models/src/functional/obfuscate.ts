import { createRandom, type Random } from '../random.ts';

/**
 * Ways to hide words from a machine while people still read them. None of these maps is one that `normalise`
 * folds back: the suite asks how the classifier does where the normaliser does not help. Some of them training uses too;
 * these are reported apart.
 */
type Obfuscate = (text: string, random: Random) => string;

const word = /[\p{L}\p{M}]{3,}/gu;
const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' });
const thaiWords = new Intl.Segmenter('th', { granularity: 'word' });

const letters = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

const wordsAndGaps = (text: string): { segment: string; isWordLike?: boolean | undefined }[] =>
  Array.from(thaiWords.segment(text));

const pick = <T>(values: readonly T[], random: Random): T | undefined =>
  values[Math.floor(random() * values.length)];

const baseLetter = (letter: string): string => letter.normalize('NFD').charAt(0).toLowerCase();

/** Changes about half of the words of three letters and more, and always the first of the longest ones. */
function changeSomeWords(text: string, random: Random, change: (word: string) => string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(word), ([matched]) => matched.length));
  let longestIsDone = false;
  return text.replace(word, (matched) => {
    const first = !longestIsDone && matched.length === longest;
    if (first) longestIsDone = true;
    return random() < 0.5 || first ? change(matched) : matched;
  });
}

/** Replaces letters by a map; what it does not name stays. */
const translate = (text: string, map: ReadonlyMap<string, string>): string =>
  Array.from(text, (letter) => map.get(letter) ?? map.get(letter.toLowerCase()) ?? letter).join('');

const accents = new Map(Object.entries({ a: 'á', e: 'ë', i: 'ï', o: 'ö', u: 'ü', y: 'ÿ', c: 'ç', n: 'ñ' }));

/** Armenian and Cherokee letters that are drawn like a Latin one; NFKC keeps them. */
const foreign = new Map(
  Object.entries({
    a: 'ꭺ',
    c: 'ꮯ',
    d: 'ꭰ',
    e: 'ꭼ',
    g: 'ց',
    h: 'հ',
    i: 'ꭵ',
    k: 'ꮶ',
    l: 'ꮮ',
    m: 'ꮇ',
    o: 'օ',
    p: 'ꮲ',
    r: 'ꭱ',
    s: 'ꮪ',
    t: 'ꭲ',
    u: 'ս',
    v: 'ꮩ',
    w: 'ꮃ',
    z: 'ꮓ',
  }),
);

/** Letters of the phonetic alphabet, drawn as small capitals; NFKC keeps them. */
const capitals = new Map(
  Object.entries({
    a: 'ᴀ',
    b: 'ʙ',
    c: 'ᴄ',
    d: 'ᴅ',
    e: 'ᴇ',
    f: 'ꜰ',
    g: 'ɢ',
    h: 'ʜ',
    i: 'ɪ',
    j: 'ᴊ',
    k: 'ᴋ',
    l: 'ʟ',
    m: 'ᴍ',
    n: 'ɴ',
    o: 'ᴏ',
    p: 'ᴘ',
    r: 'ʀ',
    s: 'ꜱ',
    t: 'ᴛ',
    u: 'ᴜ',
    v: 'ᴠ',
    w: 'ᴡ',
    y: 'ʏ',
    z: 'ᴢ',
  }),
);

/** Thai consonants of one sound, as careless spelling and evasion swap them. */
const thaiConsonants = new Map(Object.entries({ ซ: 'ช', ช: 'ซ', ศ: 'ษ', ษ: 'ส', ส: 'ศ', ณ: 'น', น: 'ณ' }));

const thaiTones = new Map(Object.entries({ '\u0E48': '\u0E49', '\u0E49': '\u0E48' }));

const emoji = ['🙂', '🌸', '✨', '🍀', '🎈', '⭐'] as const;

const lettersSpacedOut: Obfuscate = (text, random) =>
  changeSomeWords(text, random, (matched) => letters(matched).join(' '));

const dotsBetweenLetters: Obfuscate = (text, random) =>
  changeSomeWords(text, random, (matched) => letters(matched).join('.'));

/** Two neighbours behind the first letter change places. */
const adjacentLettersSwapped: Obfuscate = (text, random) =>
  changeSomeWords(text, random, (matched) => {
    const all = letters(matched);
    const at = pick(
      [...all.keys()].slice(1, -1).filter((i) => all[i] !== all[i + 1]),
      random,
    );
    if (at === undefined) return matched;
    return [...all.slice(0, at), all[at + 1], all[at], ...all.slice(at + 2)].join('');
  });

/** All vowels behind the first letter go: `secret` reads `scrt`. */
const vowelDropped: Obfuscate = (text, random) =>
  changeSomeWords(text, random, (matched) =>
    letters(matched)
      .filter((letter, index) => index === 0 || !'aeiou'.includes(baseLetter(letter)))
      .join(''),
  );

/** One letter stands twice; never one that already does, for the normaliser collapses three. */
const letterDoubled: Obfuscate = (text, random) =>
  changeSomeWords(text, random, (matched) => {
    const all = letters(matched);
    const single = [...all.keys()].filter((i) => all[i] !== all[i - 1] && all[i] !== all[i + 1]);
    const at = pick(single, random);
    return all.map((letter, index) => (index === at ? letter + letter : letter)).join('');
  });

const missingSpaces: Obfuscate = (text) => text.replaceAll(' ', '');

const accentsAdded: Obfuscate = (text, random) =>
  changeSomeWords(text, random, (matched) => translate(matched, accents));

const foreignLookalikes: Obfuscate = (text, random) =>
  changeSomeWords(text, random, (matched) => translate(matched, foreign));

const smallCapitals: Obfuscate = (text) => translate(text, capitals);

const emojiBetweenWords: Obfuscate = (text, random) => text.replaceAll(' ', () => pick(emoji, random) ?? '');

/** Thai writes no space between words: the emoji stands where a reader would hear one. */
const thaiEmojiBetweenWords: Obfuscate = (text, random) =>
  wordsAndGaps(text)
    .map(({ segment, isWordLike }) => (isWordLike ? segment + (pick(emoji, random) ?? '') : segment))
    .join('');

/** Puts something between the letters of about half of the Thai words, and of the longest. */
function changeSomeThaiWords(text: string, random: Random, between: string): string {
  const parts = wordsAndGaps(text);
  const longest = Math.max(0, ...parts.map(({ segment }) => letters(segment).length));
  return parts
    .map(({ segment, isWordLike }) => {
      const all = letters(segment);
      if (!isWordLike || all.length < 2) return segment;
      return random() < 0.5 || all.length === longest ? all.join(between) : segment;
    })
    .join('');
}

const thaiLettersSpacedOut: Obfuscate = (text, random) => changeSomeThaiWords(text, random, ' ');

const thaiDotsBetweenLetters: Obfuscate = (text, random) => changeSomeThaiWords(text, random, '.');

const toneMarkDropped: Obfuscate = (text) => text.replace(/[\u0E48-\u0E4B]/g, '');

const toneMarkDoubled: Obfuscate = (text) => text.replace(/[\u0E48-\u0E4B]/g, (mark) => mark + mark);

const toneMarkSwapped: Obfuscate = (text) => translate(text, thaiTones);

const similarConsonantSwapped: Obfuscate = (text) => translate(text, thaiConsonants);

/** A space between words and, inside them, before a leading vowel and behind a final short one: near enough to syllables. */
const syllableSpaced: Obfuscate = (text) =>
  wordsAndGaps(text)
    .map(({ segment }) => segment.replace(/(?<=[\u0E30\u0E33])(?=\p{L})|(?<=.)(?=[\u0E40-\u0E44])/gu, ' '))
    .join(' ')
    .replace(/ {2,}/g, ' ');

const latin = new Map<string, Obfuscate>([
  ['letters-spaced-out', lettersSpacedOut],
  ['dots-between-letters', dotsBetweenLetters],
  ['adjacent-letters-swapped', adjacentLettersSwapped],
  ['vowel-dropped', vowelDropped],
  ['letter-doubled', letterDoubled],
  ['missing-spaces', missingSpaces],
  ['accents-added', accentsAdded],
  ['foreign-lookalikes', foreignLookalikes],
  ['small-capitals', smallCapitals],
  ['emoji-between-words', emojiBetweenWords],
]);

const thai = new Map<string, Obfuscate>([
  ['letters-spaced-out', thaiLettersSpacedOut],
  ['dots-between-letters', thaiDotsBetweenLetters],
  ['emoji-between-words', thaiEmojiBetweenWords],
  ['tone-mark-dropped', toneMarkDropped],
  ['tone-mark-doubled', toneMarkDoubled],
  ['tone-mark-swapped', toneMarkSwapped],
  ['similar-consonant-swapped', similarConsonantSwapped],
  ['syllable-spaced', syllableSpaced],
]);

/** Training disguises posts in these ways too (`train/disguise.ts`): what is found under them shows less. */
const taught = new Set([
  'letters-spaced-out',
  'dots-between-letters',
  'adjacent-letters-swapped',
  'vowel-dropped',
  'letter-doubled',
  'missing-spaces',
  'tone-mark-dropped',
]);

const obfuscationNames = [...new Set([...latin.keys(), ...thai.keys()])];

/** Obfuscations that training uses as well, in the order of the report. */
export const taughtObfuscations: readonly string[] = obfuscationNames.filter((name) => taught.has(name));

/** Obfuscations that no training post ever went through, in the order of the report. */
export const neverTaughtObfuscations: readonly string[] = obfuscationNames.filter(
  (name) => !taught.has(name),
);

/**
 * All disguises of one text in its language, by name; those that find nothing to change are left out.
 * The seed is the text itself, so the same text is always disguised the same way.
 */
export function obfuscate(text: string, lang: string): { name: string; text: string }[] {
  const composed = text.normalize('NFC');
  return [...(lang === 'th' ? thai : latin)]
    .map(([name, change]) => ({ name, text: change(composed, createRandom(`${name} ${composed}`)) }))
    .filter((disguised) => disguised.text !== composed);
}
