import type { JudgedPost } from './metrics.ts';
import { wilson } from './wilson.ts';

/** Posts whose risk lies in [from, to): what the model said on average beside what was true. */
export type ReliabilityBin = {
  from: number;
  to: number;
  posts: number;
  /** Every group weighs 1. */
  weight: number;
  said: number | null;
  harmful: number | null;
  /** 95 % interval (Wilson) of `harmful`, as if the weight were a count of independent cases. */
  low: number | null;
  high: number | null;
};

/** Bins of equal width over the risk; the last one takes 1 too. */
export function reliabilityBins(
  posts: readonly Pick<JudgedPost, 'risk' | 'harmful' | 'weight'>[],
  bins = 10,
): ReliabilityBin[] {
  const place = ({ risk }: { risk: number }): number => Math.min(bins - 1, Math.floor(risk * bins));
  return Array.from({ length: bins }, (_, bin): ReliabilityBin => {
    const inside = posts.filter((post) => place(post) === bin);
    const sum = (value: (post: (typeof inside)[number]) => number): number =>
      inside.reduce((total, post) => total + post.weight * value(post), 0);
    const weight = sum(() => 1);
    const harmful = sum(({ harmful }) => (harmful ? 1 : 0));
    const { value, low, high } = wilson(harmful, weight);
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      posts: inside.length,
      weight,
      said: weight === 0 ? null : sum(({ risk }) => risk) / weight,
      harmful: value,
      low,
      high,
    };
  });
}
