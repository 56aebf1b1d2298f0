import type { Place } from './find-personal-data.ts';
import { type FoldedText, foldName } from './fold-name.ts';
import { latinSchoolKinds } from './school-kinds.ts';

/** A list of schools, made ready to be looked for. */
export interface SchoolIndex {
  /** Keys (`foldName`), in the order of their code units. */
  keys: readonly string[];
  /** For each key the place of the longest other one that it begins with, or -1. */
  prefixes: Int32Array;
  longest: number;
}

/** What stands before the name of a school in Thai, as it is folded; nobody says it every time. */
const schoolWords = ['โรงเรียน', 'รร'];
const latinKind = new RegExp(latinSchoolKinds, 'i');
const latinKindBefore = new RegExp(`(?<!\\p{L})(?:${latinSchoolKinds})(?: of)?[\\s"'“”‘’]*$`, 'iu');
const latinKindBehind = new RegExp(`^[\\s"'“”‘’]*(?:${latinSchoolKinds})(?!\\p{L})`, 'iu');
/** Ends of Thai names that nothing but a place of learning has; ศาสตร์ behind one makes a science of it. */
const thaiKind = /(?:วิทยา|วิทยาคม|พิทยาคม|วิทยาคาร|วิทยาลัย)$/;
/** A Thai name shorter than this is many other words too, unless it is called a school. */
const FEWEST_THAI = 4;
/** A Thai name as long as this hardly stands anywhere by chance. */
const LONG_THAI = 8;
const FEWEST = 3;

/** Under which keys a name of a school is found; none where it is too short to be told from other words. */
export function keysOfSchool(name: string): string[] {
  const { key } = foldName(name);
  const word = schoolWords.find((one) => key.startsWith(one));
  const rest = word === undefined ? key : key.slice(word.length);
  if (!/\p{L}/u.test(rest)) return [];
  if (word !== undefined && rest.length < FEWEST_THAI) return schoolWords.map((one) => one + rest);
  return rest.length < (isThai(rest[0]) ? FEWEST_THAI : FEWEST) ? [] : [rest];
}

/** Makes a list ready, from the keys of its names in any order. */
export function indexSchools(names: readonly string[]): SchoolIndex {
  const keys = [...new Set(names)].sort();
  const prefixes = new Int32Array(keys.length).fill(-1);
  const open: number[] = [];
  for (const [place, key] of keys.entries()) {
    while (open.length > 0 && !key.startsWith(keys[open.at(-1) ?? 0] ?? '')) open.pop();
    prefixes[place] = open.at(-1) ?? -1;
    open.push(place);
  }
  return { keys, prefixes, longest: keys.reduce((most, { length }) => Math.max(most, length), 0) };
}

/**
 * Where a text names a listed school: from left to right, the longest first, never overlapping. Latin names stand between
 * other signs than letters and digits. Thai is written without spaces: a short Thai name must be whole words there, by the
 * dictionary of ICU, or stand behind a word for school, which is then part of the place.
 *
 * @param onlyCalled only where the text says that it is a school: by a word for school before the name, or by a kind of
 *   school in it or, for Latin, beside it. Very many schools are called like the district, whose other offices are too.
 */
export function findSchools(
  index: SchoolIndex,
  text: string,
  { onlyCalled } = { onlyCalled: false },
): Place[] {
  const folded = foldName(text);
  const places: Place[] = [];
  const isEdge = edgesOf(text);
  for (let from = 0; from < folded.key.length; ) {
    const length = lengthsAt(index, folded.key, from).find(
      (one) =>
        stands(folded, from, one, isEdge, text) && (!onlyCalled || isCalledSchool(folded, from, one, text)),
    );
    if (length === undefined) {
      from += 1;
      continue;
    }
    const word = wordBefore(folded.key, from);
    const start = folded.starts[from - word] ?? 0;
    places.push({ start, end: folded.ends[from + length - 1] ?? start });
    from += length;
  }
  return places;
}

/** The lengths of all keys that stand at a place of a folded text, the longest first. */
function lengthsAt({ keys, prefixes, longest }: SchoolIndex, key: string, from: number): number[] {
  const rest = key.slice(from, from + longest);
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') <= rest) low = middle + 1;
    else high = middle;
  }
  // Every key that `rest` begins with stands at or before this place, and what stands between begins with it too.
  const lengths: number[] = [];
  for (let place = low - 1; place >= 0; place = prefixes[place] ?? -1) {
    const found = keys[place] ?? '';
    if (rest.startsWith(found)) lengths.push(found.length);
  }
  return lengths;
}

const isThai = (sign: string | undefined): boolean => /\p{Script=Thai}/u.test(sign ?? '');
/** What continues a written syllable, so that no name ends before it. */
const continues = /^[\p{M}ะาๅ]/u;

function stands(
  { key, starts, ends }: FoldedText,
  from: number,
  length: number,
  isEdge: (offset: number) => boolean,
  text: string,
): boolean {
  const [start, end] = [starts[from] ?? 0, ends[from + length - 1] ?? 0];
  // Within one written character, as in the middle of a ligature, nothing begins or ends.
  if (starts[from - 1] === start || ends[from + length] === end) return false;
  const called = wordBefore(key, from) > 0;
  const surely = called || length >= LONG_THAI;
  const begins = isThai(key[from])
    ? !continues.test(key.slice(from)) && (surely || isEdge(start))
    : !/[\p{L}\p{M}\p{N}]$/u.test(text.slice(0, start));
  const closes = isThai(key[from + length - 1])
    ? !continues.test(key.slice(from + length)) && (surely || isEdge(end))
    : !/^[\p{L}\p{M}\p{N}]/u.test(text.slice(end));
  return begins && closes;
}

/** Whether a text says of a name in it that it is a school's. */
function isCalledSchool(
  { key, starts, ends }: FoldedText,
  from: number,
  length: number,
  text: string,
): boolean {
  const name = key.slice(from, from + length);
  if (wordBefore(key, beforeGrade(key, from)) > 0 || schoolWords.some((word) => name.startsWith(word)))
    return true;
  if (isThai(name.at(-1))) return thaiKind.test(name) && !key.startsWith('ศาสตร', from + length);
  return (
    latinKind.test(name) ||
    latinKindBefore.test(text.slice(0, starts[from])) ||
    latinKindBehind.test(text.slice(ends[from + length - 1]))
  );
}

/** What a school's grade may be called between the word for school and its name. */
const grades = ['ประถมศึกษา', 'มัธยมศึกษา', 'ประถม', 'มัธยม', 'อนุบาล'];

/** Where the grade before a place begins; the place itself where there is none. */
function beforeGrade(key: string, from: number): number {
  return from - (grades.find((grade) => key.slice(0, from).endsWith(grade))?.length ?? 0);
}

/** How much of a folded text before a place is a word for school. */
function wordBefore(key: string, from: number): number {
  return schoolWords.find((word) => key.slice(0, from).endsWith(word))?.length ?? 0;
}

/** Whether a word of a Thai text begins or ends at an offset; read when first asked. */
function edgesOf(text: string): (offset: number) => boolean {
  let edges: Set<number> | null = null;
  return (offset) => {
    edges ??= new Set(
      [...new Intl.Segmenter('th', { granularity: 'word' }).segment(text)].flatMap(({ index, segment }) => [
        index,
        index + segment.length,
      ]),
    );
    return edges.has(offset);
  };
}
