import type { ComparisonRow } from '../model.ts';

/**
 * What the ranking of both models, on all decisions together, allows to say: too few decisions, a difference that
 * chance does not explain (its 95 % interval leaves out zero), or none.
 */
export function comparisonVerdict(
  rows: readonly Pick<ComparisonRow, 'lang' | 'enough' | 'auprc'>[],
): 'notEnough' | 'better' | 'worse' | 'same' {
  const all = rows.find(({ lang }) => lang === 'all');
  if (!all?.enough) return 'notEnough';
  const { low, high } = all.auprc.difference;
  if (low !== null && low > 0) return 'better';
  return high !== null && high < 0 ? 'worse' : 'same';
}
