/** From here on a distribution counts as changed; 0.1 to 0.2 is a hint (the usual reading of the index). */
export const DRIFT_ALARM = 0.2;

/**
 * Population stability index of counts per bin: 0 when both distributions are the same. Half a post is added to
 * every bin, so that an empty one gives no infinity. NaN where one side has no posts.
 */
export function populationStability(before: readonly number[], now: readonly number[]): number {
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  if (total(before) === 0 || total(now) === 0) return Number.NaN;
  const shares = (counts: readonly number[]): number[] => {
    const all = total(counts) + counts.length / 2;
    return counts.map((count) => (count + 0.5) / all);
  };
  const [expected, actual] = [shares(before), shares(now)];
  return expected.reduce((sum, share, bin) => {
    const other = actual[bin] ?? share;
    return sum + (other - share) * Math.log(other / share);
  }, 0);
}
