import { MAX_SCORE_SPANS, type ScoreSpan } from '@lapwing/contracts/score';
import type { Explanation } from './score-posts.ts';

/**
 * What is kept of an explanation: the strongest stretches of all categories together, in the order of the text.
 * Weights are rounded to three decimals, and what moved nothing is left out.
 */
export function strongestSpans(explanations: readonly Explanation[]): ScoreSpan[] {
  return explanations
    .map(({ start, end, weight, label }) => ({
      start,
      end,
      weight: Math.round(weight * 1_000) / 1_000,
      category: label,
    }))
    .filter(({ start, end, weight }) => start < end && weight !== 0 && Number.isFinite(weight))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MAX_SCORE_SPANS)
    .sort((a, b) => a.start - b.start || a.end - b.end);
}
