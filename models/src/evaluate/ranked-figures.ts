import type { ScoredPost } from './ranking.ts';

const BINS = 15;

/** AUPRC, recall at a false-positive rate of 5 %, and ECE. NaN where there is no figure. */
export type RankedFigures = { auprc: number; recallAt5Fpr: number; ece: number };

/**
 * Ranks the posts once, for measuring them many times: the result takes how often each post counts (on top of its own
 * weight) and gives the figures of `ranking.ts`. Sorting for each of a thousand draws would take minutes.
 */
export function rankPosts(posts: readonly ScoredPost[]): (times: readonly number[]) => RankedFigures {
  const order = Uint32Array.from(posts.keys()).sort(
    (a, b) => (posts[b]?.score ?? 0) - (posts[a]?.score ?? 0),
  );
  const scores = Float64Array.from(order, (index) => posts[index]?.score ?? 0);
  const positive = Uint8Array.from(order, (index) => (posts[index]?.positive ? 1 : 0));
  const weights = Float64Array.from(order, (index) => posts[index]?.weight ?? 0);
  const bins = Uint8Array.from(scores, (score) => Math.min(BINS - 1, Math.floor(score * BINS)));
  return (times) => {
    const gaps = new Float64Array(BINS);
    const total = [0, 0];
    for (let i = 0; i < order.length; i += 1) {
      const weight = (weights[i] ?? 0) * (times[order[i] ?? 0] ?? 0);
      const isPositive = positive[i] ?? 0;
      total[isPositive] = (total[isPositive] ?? 0) + weight;
      const bin = bins[i] ?? 0;
      gaps[bin] = (gaps[bin] ?? 0) + weight * ((scores[i] ?? 0) - isPositive);
    }
    const [harmless = 0, harmful = 0] = total;
    let hits = 0;
    let misses = 0;
    let pending = 0;
    let area = 0;
    let recall = 0;
    for (let i = 0; i < order.length; i += 1) {
      const weight = (weights[i] ?? 0) * (times[order[i] ?? 0] ?? 0);
      if (positive[i] === 1) {
        hits += weight;
        pending += weight;
      } else misses += weight;
      if (i + 1 < order.length && scores[i + 1] === scores[i]) continue;
      if (pending > 0) area += pending * (hits / (hits + misses));
      pending = 0;
      if (misses <= 0.05 * harmless + 1e-9) recall = hits / harmful;
    }
    let gap = 0;
    for (const each of gaps) gap += Math.abs(each);
    return {
      auprc: harmful === 0 ? Number.NaN : area / harmful,
      recallAt5Fpr: harmful === 0 || harmless === 0 ? Number.NaN : recall,
      ece: harmful + harmless === 0 ? Number.NaN : gap / (harmful + harmless),
    };
  };
}
