import { type Calibration, calibrate, languageOf } from './calibration.ts';
import { fitPlatt, logit, sigmoid } from './platt.ts';

/** A post of the calibration fold. `weight` is 1 over the size of its group; `truth` is in the model's label order. */
export type CalibrationPost = {
  /** One per label, the risk last. */
  logits: ArrayLike<number>;
  truth: readonly boolean[];
  /** Harmful in any category, learned or not. */
  harmful: boolean;
  weight: number;
  knownWords: number;
  lang: string;
};

/** Share of calibration posts that the band around the risk threshold holds. */
const BAND_SHARE = 0.05;
/** Share of calibration posts that are allowed to look like foreign ground. */
const STRANGE_SHARE = 0.01;
/** Share of ordinary posts that may lie above the risk threshold: half of what may be seen on new ones. */
const FALSE_ALARMS = 0.005;
/** Fewer ordinary posts than this cannot bound such a share. */
const FEWEST_ORDINARY = 500;

/**
 * Fits everything of `Calibration` on posts that trained no weight. `ordinary` are outputs of harmless posts of the
 * open web: they bound false alarms, and leave the probabilities alone, which are about posts that somebody flagged.
 */
export function fitCalibration(
  posts: readonly CalibrationPost[],
  ordinary: readonly { logits: ArrayLike<number>; lang: string }[],
  labels: number,
  languages: string[],
): Calibration {
  const fit = (output: number, isTrue: (post: CalibrationPost) => boolean) =>
    fitPlatt(
      posts.map((post) => ({
        logit: post.logits[output] ?? 0,
        positive: isTrue(post),
        weight: post.weight,
      })),
    );
  const isHarmful = ({ harmful }: CalibrationPost): boolean => harmful;
  let harm = 0;
  let all = 0;
  for (const post of posts) {
    all += post.weight;
    if (isHarmful(post)) harm += post.weight;
  }
  const draft: Calibration = {
    labels: Array.from({ length: labels }, (_, label) => fit(label, ({ truth }) => truth[label] === true)),
    risk: fit(labels, isHarmful),
    riskOffsets: {},
    prior: all === 0 ? 0.5 : harm / all,
    thresholds: [],
    riskThreshold: 0.5,
    abstention: { band: 0, minKnownWords: 0, languages },
  };
  const shifted = { ...draft, riskOffsets: fitRiskOffsets(posts, draft, labels) };
  const calibrated = posts.map(({ logits, lang }) => calibrate(shifted, logits, lang));
  const risks = calibrated.map(({ risk }) => risk);
  const weights = posts.map(({ weight }) => weight);
  const thresholds = draft.labels.map((_, label) =>
    bestF1Threshold(
      calibrated.map(({ probabilities }) => probabilities[label] ?? 0),
      posts.map(({ truth }) => truth[label] === true),
      weights,
    ),
  );
  const alarms = ordinary.map(({ logits, lang }) => calibrate(shifted, logits, lang).risk);
  const riskThreshold = Math.max(
    bestF1Threshold(risks, posts.map(isHarmful), weights),
    alarms.length < FEWEST_ORDINARY
      ? 0
      : quantile(
          alarms,
          alarms.map(() => 1),
          1 - FALSE_ALARMS,
        ),
  );
  const distances = risks.map((risk) => Math.abs(logit(risk) - logit(riskThreshold)));
  return {
    ...shifted,
    thresholds,
    riskThreshold,
    abstention: {
      band: quantile(distances, weights, BAND_SHARE),
      minKnownWords: quantile(
        posts.map(({ knownWords }) => knownWords),
        weights,
        STRANGE_SHARE,
      ),
      languages,
    },
  };
}

/** Groups of a language at which its own frequency counts as much as the fit over all languages. */
const LANGUAGE_SHRINKAGE = 40;

/** Per language, the offset at which the mean risk is the share of harm, drawn towards none where posts are few. */
function fitRiskOffsets(
  posts: readonly CalibrationPost[],
  { risk: { slope, offset } }: Calibration,
  labels: number,
): Record<string, number> {
  const languages = new Map<string, CalibrationPost[]>();
  for (const post of posts) {
    const language = languageOf(post.lang);
    if (language !== 'und') languages.set(language, [...(languages.get(language) ?? []), post]);
  }
  const offsets: Record<string, number> = {};
  for (const [language, members] of [...languages].sort(([a], [b]) => (a < b ? -1 : 1))) {
    let shift = 0;
    for (let step = 0; step < 50; step += 1) {
      let slopeOfLoss = 0;
      let curvature = 1e-9;
      for (const { logits, harmful, weight } of members) {
        const risk = sigmoid(slope * (logits[labels] ?? 0) + offset + shift);
        slopeOfLoss += weight * (risk - Number(harmful));
        curvature += weight * risk * (1 - risk);
      }
      shift -= Math.max(-1, Math.min(1, slopeOfLoss / curvature));
      if (Math.abs(slopeOfLoss / curvature) < 1e-9) break;
    }
    const weight = members.reduce((sum, post) => sum + post.weight, 0);
    offsets[language] = Math.max(-3, Math.min(3, (shift * weight) / (weight + LANGUAGE_SHRINKAGE)));
  }
  return offsets;
}

/** The value below which lies the given share of the weight. */
function quantile(values: readonly number[], weights: readonly number[], share: number): number {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  let left = share * weights.reduce((sum, weight) => sum + weight, 0);
  for (const index of order) {
    left -= weights[index] ?? 0;
    if (left < 0) return values[index] ?? 0;
  }
  return values[order.at(-1) ?? 0] ?? 0;
}

/** The middle between the two scores whose gap gives the best F1 by weight; 0.5 where there is no positive. */
export function bestF1Threshold(
  scores: readonly number[],
  truth: readonly boolean[],
  weights: readonly number[],
): number {
  const order = scores
    .map((score, index) => ({ score, positive: truth[index] === true, weight: weights[index] ?? 1 }))
    .sort((a, b) => b.score - a.score);
  const positives = order.reduce((sum, { positive, weight }) => sum + (positive ? weight : 0), 0);
  let best = { f1: 0, threshold: 0.5 };
  let hits = 0;
  let seen = 0;
  for (const [index, { score, positive, weight }] of order.entries()) {
    seen += weight;
    if (positive) hits += weight;
    const next = order[index + 1]?.score ?? 0;
    const f1 = (2 * hits) / (seen + positives);
    if (next < score && f1 > best.f1) best = { f1, threshold: (score + next) / 2 };
  }
  return best.threshold;
}
