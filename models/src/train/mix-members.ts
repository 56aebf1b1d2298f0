import { fitMemberPlatt } from '../calibrate/platt.ts';
import { meanAveragePrecision } from '../evaluate/ranking.ts';
import type { LearningPost } from '../linear/train-linear.ts';
import type { Mixture } from '../network/compute-logits.ts';

/** Shares of the bag that are tried. */
const SHARES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1];

/**
 * Joins the members: each is calibrated per label on the validation posts, one share for all labels is chosen by
 * validation AUPRC, and the sum is calibrated once more. Logits are row-major [posts × labels].
 */
export function mixMembers(
  validation: readonly LearningPost[],
  linear: Float32Array,
  bag: Float32Array,
  labels: number,
): { mixture: Mixture; share: number } {
  const truth = (label: number): boolean[] => validation.map((post) => (post.truth[label] ?? 0) > 0);
  const weights = validation.map(({ weight = 1 }) => weight);
  const fit = (logitOf: (index: number) => number, label: number) => {
    const positive = truth(label);
    return fitMemberPlatt(
      validation.map((_, index) => ({
        logit: logitOf(index),
        positive: positive[index] === true,
        weight: weights[index] ?? 1,
      })),
    );
  };
  const plattOf = (logits: Float32Array) =>
    Array.from({ length: labels }, (_, label) => fit((index) => logits[index * labels + label] ?? 0, label));
  const linearPlatt = plattOf(linear);
  const bagPlatt = plattOf(bag);
  const mixed = (share: number, index: number, label: number): number => {
    const at = index * labels + label;
    const one = (linearPlatt[label]?.slope ?? 1) * (linear[at] ?? 0) + (linearPlatt[label]?.offset ?? 0);
    const other = (bagPlatt[label]?.slope ?? 1) * (bag[at] ?? 0) + (bagPlatt[label]?.offset ?? 0);
    return (1 - share) * one + share * other;
  };
  const truths = Array.from({ length: labels }, (_, label) => truth(label));
  const tried = SHARES.map((share) => ({
    share,
    precision: meanAveragePrecision(
      truths.map((positive, label) =>
        positive.map((isPositive, index) => ({
          score: mixed(share, index, label),
          positive: isPositive,
          weight: weights[index] ?? 1,
        })),
      ),
    ),
  }));
  const { share } = tried.reduce((best, each) => (each.precision > best.precision ? each : best));
  const last = Array.from({ length: labels }, (_, label) =>
    fit((index) => mixed(share, index, label), label),
  );
  const mixture: Mixture = { linear: [], bag: [], offsets: [] };
  for (const [label, { slope, offset }] of last.entries()) {
    const one = linearPlatt[label] ?? { slope: 1, offset: 0 };
    const other = bagPlatt[label] ?? { slope: 1, offset: 0 };
    mixture.linear.push(slope * (1 - share) * one.slope);
    mixture.bag.push(slope * share * other.slope);
    mixture.offsets.push(slope * ((1 - share) * one.offset + share * other.offset) + offset);
  }
  return { mixture, share };
}
