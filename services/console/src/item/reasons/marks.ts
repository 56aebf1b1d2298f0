import type { Category, ScoreSpan } from '@lapwing/contracts';
import { graphemeBoundaries } from './grapheme-boundaries.ts';

export type Direction = 'RAISED' | 'LOWERED';
/** 3 for the strongest of an item and what is two thirds of it, 1 for what is less than a third. */
export type Strength = 1 | 2 | 3;

/** A stretch of a text to be marked: it moved the score of one category up or down. Whole characters as people see them. */
export interface Mark {
  start: number;
  end: number;
  direction: Direction;
  strength: Strength;
  category: Category;
  /** The weight of the strongest word in it, without its sign. */
  weight: number;
}

/** What has less than this share of the strongest weight is noise to a reader. */
const WORTH_MARKING = 0.1;

/** The greatest weight of all stretches, without its sign; 0 where there are none. */
export function strongestOf(spans: readonly ScoreSpan[]): number {
  return Math.max(0, ...spans.map(({ weight }) => Math.abs(weight)));
}

/**
 * Turns what moved the score into marks that do not overlap, in the order of the text. Where stretches overlap, their
 * weights are added up for each category and the strongest category is shown. Neighbours that say the same become one.
 *
 * @param strongest the greatest weight of all texts that are shown together
 */
export function marksOf(text: string, spans: readonly ScoreSpan[], strongest: number): Mark[] {
  const whole = wholeCharacters(text, spans);
  const cuts = [...new Set(whole.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const marks: Mark[] = [];
  for (const [index, start] of cuts.slice(0, -1).entries()) {
    const end = cuts[index + 1] ?? start;
    const moved = strongestCategory(whole.filter((span) => span.start < end && start < span.end));
    if (!moved || Math.abs(moved.weight) < strongest * WORTH_MARKING) continue;
    const weight = Math.abs(moved.weight);
    const mark: Mark = {
      start,
      end,
      direction: moved.weight > 0 ? 'RAISED' : 'LOWERED',
      strength: strengthOf(weight / strongest),
      category: moved.category,
      weight,
    };
    const before = marks.at(-1);
    if (before && saysTheSame(before, mark) && isGap(text.slice(before.end, start)))
      marks[marks.length - 1] = { ...(weight > before.weight ? mark : before), start: before.start, end };
    else marks.push(mark);
  }
  return marks;
}

/** Spans of the text, none of which begins or ends within a character. */
function wholeCharacters(text: string, spans: readonly ScoreSpan[]): ScoreSpan[] {
  if (spans.length === 0) return [];
  const { atOrBefore, atOrAfter } = graphemeBoundaries(text);
  return spans
    .filter(({ start, end }) => start < end && start < text.length)
    .map((span) => ({ ...span, start: atOrBefore(span.start), end: atOrAfter(span.end) }));
}

function strongestCategory(spans: readonly ScoreSpan[]): { category: Category; weight: number } | null {
  const sums = new Map<Category, number>();
  for (const { category, weight } of spans) sums.set(category, (sums.get(category) ?? 0) + weight);
  const [first] = [...sums].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  return first && first[1] !== 0 ? { category: first[0], weight: first[1] } : null;
}

function strengthOf(share: number): Strength {
  if (share >= 2 / 3) return 3;
  return share >= 1 / 3 ? 2 : 1;
}

const saysTheSame = (one: Mark, other: Mark): boolean =>
  one.direction === other.direction && one.category === other.category;

/** Nothing, or the space between two words of a line. */
const isGap = (between: string): boolean => /^[^\S\r\n]*$/u.test(between);
