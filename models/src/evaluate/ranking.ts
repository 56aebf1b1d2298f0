/** A scored post; `weight` is 1 over the size of its group, so that a group counts once. */
export type ScoredPost = { score: number; positive: boolean; weight: number };

function descending(posts: readonly ScoredPost[]): ScoredPost[] {
  return [...posts].sort((a, b) => b.score - a.score);
}

/** Average precision (area under the precision–recall curve, step-wise); ties count as one step. NaN without positives. */
export function averagePrecision(posts: readonly ScoredPost[]): number {
  const order = descending(posts);
  let hits = 0;
  let seen = 0;
  let area = 0;
  let pending = 0;
  for (const [index, { score, positive, weight }] of order.entries()) {
    seen += weight;
    if (positive) {
      hits += weight;
      pending += weight;
    }
    if (order[index + 1]?.score === score) continue;
    area += pending * (hits / seen);
    pending = 0;
  }
  return hits === 0 ? Number.NaN : area / hits;
}

/** The mean of each label's average precision; labels that never occur are left out. 0 where none occurs. */
export function meanAveragePrecision(perLabel: readonly (readonly ScoredPost[])[]): number {
  const each = perLabel.map(averagePrecision).filter((value) => Number.isFinite(value));
  return each.length === 0 ? 0 : each.reduce((sum, value) => sum + value, 0) / each.length;
}

/** The largest recall whose false-positive rate is at most `rate`. NaN without both classes. */
export function recallAtFalsePositiveRate(posts: readonly ScoredPost[], rate: number): number {
  const order = descending(posts);
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

/** Expected calibration error over equal-width bins: the weighted mean gap between confidence and frequency. */
export function calibrationError(posts: readonly ScoredPost[], bins = 15): number {
  const sums = Array.from({ length: bins }, () => ({ weight: 0, score: 0, positive: 0 }));
  let total = 0;
  for (const { score, positive, weight } of posts) {
    const bin = sums[Math.min(bins - 1, Math.floor(score * bins))];
    if (!bin) continue;
    bin.weight += weight;
    bin.score += weight * score;
    bin.positive += positive ? weight : 0;
    total += weight;
  }
  return total === 0
    ? Number.NaN
    : sums.reduce((sum, bin) => sum + Math.abs(bin.score - bin.positive), 0) / total;
}
