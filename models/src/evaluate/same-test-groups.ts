import type { MetricRow } from './evaluation.ts';

/** Rounded to four digits when they were stored, and computed on another backend perhaps. */
const TOLERANCE = 0.001;

/**
 * True where the figures that the training wrote into the model come out again, that is: where the groups measured now
 * are those that trained nothing. A corpus that grew since is split anew.
 */
export function sameTestGroups(stored: readonly MetricRow[], measured: readonly MetricRow[]): boolean {
  return stored.every((before) => {
    const now = measured.find(({ label, lang }) => label === before.label && lang === before.lang);
    return (
      now !== undefined &&
      now.positiveGroups === before.positiveGroups &&
      now.negativeGroups === before.negativeGroups &&
      Math.abs((now.auprc ?? 0) - (before.auprc ?? 0)) <= TOLERANCE
    );
  });
}
