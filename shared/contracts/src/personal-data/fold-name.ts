/** A text as names are compared in it. Every code unit of `key` has its place in the text (UTF-16 code units). */
export interface FoldedText {
  key: string;
  starts: readonly number[];
  ends: readonly number[];
}

/** The zeros of digits that are not written 0 to 9: Thai, and the two sets of Arabic. */
const zeros = [0x0e50, 0x0660, 0x06f0];

/**
 * Folds what people write differently and mean the same: letter case, composed and decomposed letters, sara am as one or
 * two characters, the order of marks on one letter, two sara e for sara ae, accents of Latin letters, Thai and Arabic
 * digits. Spaces, punctuation and what has no width fall away, since names are written with and without them.
 */
export function foldName(text: string): FoldedText {
  const signs: (Sign & { start: number; end: number })[] = [];
  let at = 0;
  for (const character of text) {
    const [start, end] = [at, at + character.length];
    at = end;
    for (const { sign, mark } of signsOf(character)) {
      const last = signs.at(-1);
      if (sign === 'เ' && last?.sign === 'เ') signs.splice(-1, 1, { ...last, sign: 'แ', end });
      else if (mark && last?.mark) signs.splice(placeAmongMarks(sign, signs), 0, { sign, mark, start, end });
      else signs.push({ sign, mark, start, end });
    }
  }
  const folded = { key: '', starts: [] as number[], ends: [] as number[] };
  for (const { sign, start, end } of signs) {
    folded.key += sign;
    for (let unit = 0; unit < sign.length; unit += 1) {
      folded.starts.push(start);
      folded.ends.push(end);
    }
  }
  return folded;
}

/** What a character is compared by: a letter or digit, or a mark on one. */
interface Sign {
  sign: string;
  mark: boolean;
}

/** The characters of a script are few, and asking Unicode about each anew takes most of the time. */
const known = new Map<string, readonly Sign[]>();
const MOST_KNOWN = 10_000;

function signsOf(character: string): readonly Sign[] {
  const before = known.get(character);
  if (before) return before;
  const signs = [...plainDigit(character).normalize('NFKD').toLowerCase()]
    .filter((sign) => /[\p{L}\p{M}\p{N}]/u.test(sign) && !/[\u0300-\u036f]/.test(sign))
    .map((sign) => ({ sign, mark: /\p{M}/u.test(sign) }));
  if (known.size < MOST_KNOWN) known.set(character, signs);
  return signs;
}

/** Marks of one letter stand in the order of their code points, however they were typed. */
function placeAmongMarks(sign: string, before: readonly Sign[]): number {
  let place = before.length;
  for (let last = before[place - 1]; last?.mark && last.sign > sign; last = before[place - 1]) place -= 1;
  return place;
}

function plainDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const zero = zeros.find((first) => code >= first && code < first + 10);
  return zero === undefined ? character : String(code - zero);
}
