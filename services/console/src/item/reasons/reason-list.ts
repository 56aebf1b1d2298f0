import type { Category } from '@lapwing/contracts';
import type { Direction, Mark } from './marks.ts';

/** Words that moved one category in one direction, the strongest first. */
export interface ReasonGroup {
  direction: Direction;
  category: Category;
  words: string[];
}

/** A text with its marks. */
export interface MarkedWords {
  text: string;
  marks: readonly Mark[];
}

/** Puts the marks of all texts into a list: what raised the score first, the strongest category first, each word once. */
export function listReasons(texts: readonly MarkedWords[]): ReasonGroup[] {
  const groups = new Map<string, ReasonGroup>();
  const marks = texts.flatMap(({ text, marks: own }) =>
    own.map((mark) => ({ ...mark, words: text.slice(mark.start, mark.end) })),
  );
  marks.sort(
    (a, b) => Number(b.direction === 'RAISED') - Number(a.direction === 'RAISED') || b.weight - a.weight,
  );
  for (const { direction, category, words } of marks) {
    const key = reasonKey({ direction, category });
    const group = groups.get(key) ?? { direction, category, words: [] };
    groups.set(key, group);
    if (!group.words.some((known) => known.toLowerCase() === words.toLowerCase())) group.words.push(words);
  }
  return [...groups.values()];
}

/** Names the group of a mark. */
export function reasonKey({ direction, category }: Pick<ReasonGroup, 'direction' | 'category'>): string {
  return `${direction}-${category}`;
}
