import type { Direction, Strength } from './marks.ts';

const strengths = {
  1: 'decoration-[1.5px]',
  2: 'decoration-[2.5px]',
  3: 'decoration-[3.5px]',
} as const satisfies Record<Strength, string>;

/**
 * How a mark looks: solid and on a ground for what raised the score, dotted for what lowered it, thicker the more it
 * did. The text keeps its colour, so it says the same in grey.
 */
export function markClass({ direction, strength }: { direction: Direction; strength: Strength }): string {
  const line = direction === 'RAISED' ? 'decoration-solid bg-line' : 'decoration-dotted bg-transparent';
  return `rounded-xs text-ink underline decoration-ink-muted underline-offset-[0.3em] in-[:lang(th)]:underline-offset-[0.45em] box-decoration-clone ${line} ${strengths[strength]}`;
}
