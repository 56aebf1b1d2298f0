import type { Category } from '@lapwing/contracts/taxonomy';
import { type Abstention, abstentionOf, type Calibration, calibrate } from '../calibrate/calibration.ts';
import { createReader } from '../features/vectorise.ts';
import { computeLogits, poolPosts, type ServingNetwork } from '../network/compute-logits.ts';
import type { HeadWeights } from '../network/head.ts';
import { createExplainer } from './explain.ts';

/** A post to score. `lang` is BCP 47 where known: a language that the model never saw makes it abstain. */
export type PostToScore = { text: string; lang?: string | undefined };

/** What these words add to a label's logit (UTF-16 offsets in the post); negative: they speak against it. */
export type Explanation = { start: number; end: number; weight: number; label: Category };

/**
 * The language that the script alone tells: Thai, where half of the letters are. What comes with a flag is the language
 * of the page as often as that of the post.
 */
export function languageOfScript(text: string): string | undefined {
  const thai = text.match(/\p{Script=Thai}/gu)?.length ?? 0;
  if (thai === 0) return undefined;
  const letters = text.match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  return 2 * thai >= letters ? 'th' : undefined;
}

/** A score orders work and never decides. */
export type ScoreResult = {
  /** Calibrated probability that the post is harmful in any learned category. */
  risk: number;
  /** Calibrated probability per learned category. A category that is absent was never learned: unknown, not zero. */
  probabilities: Partial<Record<Category, number>>;
  /** The model has no ground for an answer; `risk` still orders, with the prior where there is no text. */
  abstained: boolean;
  /** Why it abstained; null where it did not. */
  abstention: Abstention | null;
  /** Share of the post's words that the model knows, 0–1. */
  knownWords: number;
  /** For the strongest label and every label above its threshold; only when asked for. */
  explanations?: Explanation[];
};

export type ScorePosts = (posts: readonly PostToScore[], options?: { explain?: boolean }) => ScoreResult[];

/** Prepares scoring with one network; the outputs are the labels, the risk last. Each score is independent of its batch. */
export function createScorer(
  labels: readonly Category[],
  calibration: Calibration,
  network: ServingNetwork,
  headWeights: HeadWeights,
): ScorePosts {
  const { vectorise, read } = createReader(network.table);
  const explain = createExplainer(network, headWeights);
  const width = labels.length + 1;
  const { dimensions } = network.bag;
  return (posts, options = {}) => {
    // Read once, for the score and for what explains it.
    const readPosts = options.explain ? posts.map(({ text }) => read(text)) : [];
    const vectors = options.explain
      ? readPosts.map(({ vector }) => vector)
      : posts.map(({ text }) => vectorise(text));
    const pooled = poolPosts(network.bag, vectors);
    const logits = computeLogits(network, vectors, pooled);
    return posts.map(({ text, lang: given }, index): ScoreResult => {
      const lang = languageOfScript(text) ?? given;
      const { tokens = 0, knownWords = 0 } = vectors[index] ?? {};
      const calibrated = calibrate(calibration, logits.subarray(index * width, (index + 1) * width), lang);
      const risk = tokens === 0 ? calibration.prior : calibrated.risk;
      const probabilities: ScoreResult['probabilities'] = {};
      for (const [label, category] of labels.entries()) {
        if (tokens > 0) probabilities[category] = calibrated.probabilities[label] ?? 0;
      }
      const abstention = abstentionOf(calibration, { risk, knownWords, tokens, lang });
      const result = { risk, probabilities, abstained: abstention !== null, abstention, knownWords };
      const post = readPosts[index];
      if (!post) return result;
      const highest = Math.max(...calibrated.probabilities);
      const shown = labels.flatMap((_, label) => {
        const probability = calibrated.probabilities[label] ?? 0;
        return probability === highest || probability >= (calibration.thresholds[label] ?? 1) ? [label] : [];
      });
      const own = pooled.subarray(index * dimensions, (index + 1) * dimensions);
      const explanations = explain(post, own, shown).flatMap(
        ({ output, weight, start, end }): Explanation[] => {
          const label = labels[output];
          const slope = calibration.labels[output]?.slope ?? 1;
          return label ? [{ start, end, weight: slope * weight, label }] : [];
        },
      );
      return { ...result, explanations };
    });
  };
}
