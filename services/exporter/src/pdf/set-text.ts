import { type Typeface, typefaces, type Weight } from './typefaces.ts';

/** A stretch of text in one font file. */
export interface Run {
  typeface: Typeface;
  text: string;
}

/** A line that fits, in its runs, and the text as it was written (for whoever copies or reads it aloud). */
export interface SetLine {
  runs: Run[];
  text: string;
}

/** How wide a run is, in points: always the same for the same run. */
export type Measure = (run: Run) => number;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Finds the words of Thai, which writes no spaces between them. */
const words = new Intl.Segmenter('th', { granularity: 'word' });

/**
 * Thai SARA AM behind a tone mark is drawn as NIKHAHIT, tone mark, SARA AA, as every shaper for Thai does; fontkit has
 * none and would draw the two marks over each other.
 */
const drawable = (text: string): string => text.replaceAll(/([\u0E48-\u0E4B])\u0E33/g, '\u0E4D$1\u0E32');

/**
 * Breaks text into lines of at most `width` points: at spaces, between Thai words, and inside a word only where it is
 * wider than a line. Each character is drawn in the first typeface that has it; one that none has is given by its
 * Unicode number in brackets.
 */
export function setText(text: string, weight: Weight, width: number, measure: Measure): SetLine[] {
  const widths = widthsBy(measure)[weight];
  const widthOf = (piece: string): number => {
    const known = widths.get(piece);
    if (known !== undefined) return known;
    if (widths.size >= MOST_REMEMBERED) widths.clear();
    const pieceWidth = runsOf(piece, weight).reduce((sum, run) => sum + measure(run), 0);
    widths.set(piece, pieceWidth);
    return pieceWidth;
  };
  return text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((paragraph) => {
    const lines: SetLine[] = [];
    let line = '';
    let used = 0;
    const finish = (): void => {
      const written = line.trimEnd();
      lines.push({ text: written, runs: runsOf(written, weight) });
      line = '';
      used = 0;
    };
    const place = (piece: string, pieceWidth: number): void => {
      line += piece;
      used += pieceWidth;
    };
    for (const piece of piecesOf(paragraph)) {
      // Spaces may hang over the end of a line.
      const needed = widthOf(piece.trimEnd());
      if (used + needed > width && line !== '') finish();
      if (needed <= width) {
        place(piece, widthOf(piece));
        continue;
      }
      for (const { segment } of graphemes.segment(piece)) {
        const segmentWidth = widthOf(segment);
        if (used + segmentWidth > width && line !== '') finish();
        place(segment, segmentWidth);
      }
    }
    finish();
    return lines;
  });
}

/** Whether no typeface has some character of the text. */
export function lacksCharacters(text: string): boolean {
  return [...graphemes.segment(text)].some(
    ({ segment }) => visible(segment) !== '' && !typefaceFor(visible(segment), 'regular'),
  );
}

/** Stretches that a line may end behind: a word with the punctuation and the spaces that follow it. */
function piecesOf(paragraph: string): string[] {
  const pieces: string[] = [];
  let behindSpace = false;
  let behindWord = false;
  for (const { segment, isWordLike = false } of words.segment(paragraph)) {
    const isSpace = /^\s+$/.test(segment);
    const breakable = pieces.length === 0 || (behindSpace && !isSpace) || (behindWord && isWordLike);
    if (breakable) pieces.push(segment);
    else pieces.push(`${pieces.pop() ?? ''}${segment}`);
    behindSpace = isSpace;
    behindWord = isWordLike;
  }
  return pieces;
}

function runsOf(text: string, weight: Weight): Run[] {
  const runs: Run[] = [];
  const add = (typeface: Typeface, piece: string): void => {
    const last = runs.at(-1);
    if (last?.typeface === typeface) last.text += piece;
    else runs.push({ typeface, text: piece });
  };
  for (const { segment } of graphemes.segment(text)) {
    const { typeface, shown } = glyphFor(segment, weight);
    if (shown === '') continue;
    // Spaces stay with the run they are in, so that a Thai sentence is not cut at every space.
    const current = runs.at(-1);
    add(shown === ' ' && current?.typeface.has(0x20) ? current.typeface : typeface, shown);
  }
  return runs.map(({ typeface, text: drawn }) => ({ typeface, text: drawable(drawn) }));
}

/** The grapheme without what has no shape (joiners, direction marks, variation selectors); any space is a space. */
function visible(grapheme: string): string {
  return grapheme.replaceAll(/[\s\u00a0]+/g, ' ').replaceAll(/[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu, '');
}

function typefaceFor(grapheme: string, weight: Weight): Typeface | undefined {
  const codePoints = [...grapheme].map((character) => character.codePointAt(0) ?? 0);
  return typefaces[weight].find((typeface) => codePoints.every((codePoint) => typeface.has(codePoint)));
}

type Shown = { typeface: Typeface; shown: string };
const MOST_REMEMBERED = 20_000;
const remembered: Record<Weight, Map<string, Shown>> = { regular: new Map(), bold: new Map() };

type Widths = Record<Weight, Map<string, number>>;
/** A letter has the same words again and again, and measuring one is most of the work of setting it. */
const rememberedWidths = new WeakMap<Measure, Widths>();

function widthsBy(measure: Measure): Widths {
  const known = rememberedWidths.get(measure);
  if (known) return known;
  const widths: Widths = { regular: new Map(), bold: new Map() };
  rememberedWidths.set(measure, widths);
  return widths;
}

/** How a grapheme is drawn. Remembered, because a letter asks the same some hundred thousand times. */
function glyphFor(grapheme: string, weight: Weight): Shown {
  const memory = remembered[weight];
  const known = memory.get(grapheme);
  if (known) return known;
  if (memory.size >= MOST_REMEMBERED) memory.clear();
  const plain = visible(grapheme);
  const found = typefaceFor(plain, weight);
  const shown = found
    ? { typeface: found, shown: plain }
    : { typeface: fallback(weight), shown: numbersOf(plain) };
  memory.set(grapheme, shown);
  return shown;
}

function fallback(weight: Weight): Typeface {
  const [first] = typefaces[weight];
  if (!first) throw new Error('There is no typeface');
  return first;
}

function numbersOf(grapheme: string): string {
  const numbers = [...grapheme].map((character) => character.codePointAt(0) ?? 0);
  return `[${numbers.map((number) => `U+${number.toString(16).toUpperCase().padStart(4, '0')}`).join(' ')}]`;
}
