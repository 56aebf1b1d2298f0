/** A scored post; `weight` is how often it counts (1, or a share of its group). */
export type ScoredPost = { score: number; positive: boolean; weight: number };

function descending(posts: readonly ScoredPost[]): ScoredPost[] {
  // Without weight a post is not there; it would divide by nothing at the head of the list.
  return posts.filter(({ weight }) => weight > 0).sort((a, b) => b.score - a.score);
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

/**
 * Recall of the first `budget` posts of the ranking (by weight): of all positives, the share that stands there. Where
 * the budget ends inside a tie, the tie counts in part. NaN without positives.
 */
export function recallAtBudget(posts: readonly ScoredPost[], budget: number): number {
  const order = descending(posts);
  const total = order.reduce((sum, { positive, weight }) => sum + (positive ? weight : 0), 0);
  let left = budget;
  let found = 0;
  for (let start = 0; start < order.length && left > 0; ) {
    let end = start;
    let weight = 0;
    let hits = 0;
    for (; order[end] && order[end]?.score === order[start]?.score; end += 1) {
      const post = order[end];
      weight += post?.weight ?? 0;
      hits += post?.positive ? post.weight : 0;
    }
    found += hits * Math.min(1, left / weight);
    left -= weight;
    start = end;
  }
  return total === 0 ? Number.NaN : found / total;
}

/** Of the positives (or of the others), the share whose score reaches the threshold. NaN where there are none. */
export function shareAtThreshold(posts: readonly ScoredPost[], threshold: number, positive: boolean): number {
  let all = 0;
  let above = 0;
  for (const post of posts) {
    if (post.positive !== positive) continue;
    all += post.weight;
    if (post.score >= threshold) above += post.weight;
  }
  return all === 0 ? Number.NaN : above / all;
}

/** Expected calibration error over equal-width bins: the weighted mean gap between confidence and frequency. */
export function calibrationError(posts: readonly ScoredPost[], bins = 15): number {
  const sums = Array.from({ length: bins }, () => ({ score: 0, positive: 0 }));
  let total = 0;
  for (const { score, positive, weight } of posts) {
    const bin = sums[Math.min(bins - 1, Math.floor(score * bins))];
    if (!bin) continue;
    bin.score += weight * score;
    bin.positive += positive ? weight : 0;
    total += weight;
  }
  if (total === 0) return Number.NaN;
  return sums.reduce((sum, bin) => sum + Math.abs(bin.score - bin.positive), 0) / total;
}
