import { averagePrecision, type ScoredPost } from '@lapwing/contracts/evaluation/ranking';

export { averagePrecision, calibrationError, type ScoredPost } from '@lapwing/contracts/evaluation/ranking';

/** The mean of each label's average precision; labels that never occur are left out. 0 where none occurs. */
export function meanAveragePrecision(perLabel: readonly (readonly ScoredPost[])[]): number {
  const each = perLabel.map(averagePrecision).filter((value) => Number.isFinite(value));
  return each.length === 0 ? 0 : each.reduce((sum, value) => sum + value, 0) / each.length;
}
