import type { Estimate } from './evaluation.ts';

const Z = 1.959964;

/** A share of `of` independent cases with its 95 % interval by Wilson, which holds for few cases and rare events too. */
export function wilson(count: number, of: number): Estimate {
  if (of === 0) return { value: null, low: null, high: null };
  const share = count / of;
  const middle = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const round = (value: number): number => Math.round(value * 100_000) / 100_000;
  return {
    value: round(share),
    low: round(Math.max(0, middle - half)),
    high: round(Math.min(1, middle + half)),
  };
}
