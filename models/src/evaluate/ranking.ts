import { averagePrecision, type ScoredPost } from '@lapwing/contracts/evaluation/ranking';

export { averagePrecision, calibrationError, type ScoredPost } from '@lapwing/contracts/evaluation/ranking';

/** The mean of each label's average precision; labels that never occur are left out. 0 where none occurs. */
export function meanAveragePrecision(perLabel: readonly (readonly ScoredPost[])[]): number {
  const each = perLabel.map(averagePrecision).filter((value) => Number.isFinite(value));
  return each.length === 0 ? 0 : each.reduce((sum, value) => sum + value, 0) / each.length;
}

/** The largest recall whose false-positive rate is at most `rate`. NaN without both classes. */
export function recallAtFalsePositiveRate(posts: readonly ScoredPost[], rate: number): number {
  const order = [...posts].sort((a, b) => b.score - a.score);
  const total = { positive: 0, negative: 0 };
  for (const { positive, weight } of order) total[positive ? 'positive' : 'negative'] += weight;
  if (total.positive === 0 || total.negative === 0) return Number.NaN;
  const seen = { positive: 0, negative: 0 };
  let best = 0;
  for (const [index, { score, positive, weight }] of order.entries()) {
    seen[positive ? 'positive' : 'negative'] += weight;
    if (order[index + 1]?.score === score) continue;
    if (seen.negative > rate * total.negative + 1e-9) break;
    best = seen.positive / total.positive;
  }
  return best;
}
