import { anyOf, type Calibration, calibrateLabels, calibrateRisk } from './calibration.ts';
import { type CalibrationPoint, fitPlatt, logit } from './platt.ts';

/** A post of the calibration fold. `weight` is 1 over the size of its group; `truth` is in the model's label order. */
export type CalibrationPost = {
  logits: Float32Array;
  truth: readonly boolean[];
  weight: number;
  knownWords: number;
  lang: string;
};

/** Share of calibration posts that the band around the risk threshold holds. */
const BAND_SHARE = 0.05;
/** Share of calibration posts that are allowed to look like foreign ground. */
const STRANGE_SHARE = 0.01;

/** Fits everything of `Calibration` on posts that trained no weight. */
export function fitCalibration(
  posts: readonly CalibrationPost[],
  labels: number,
  languages: string[],
): Calibration {
  const platts = Array.from({ length: labels }, (_, label) =>
    fitPlatt(
      posts.map(({ logits, truth, weight }) => ({
        logit: logits[label] ?? 0,
        positive: truth[label] === true,
        weight,
      })),
    ),
  );
  let harmful = 0;
  let all = 0;
  for (const { truth, weight } of posts) {
    all += weight;
    if (truth.includes(true)) harmful += weight;
  }
  const draft: Calibration = {
    labels: platts,
    risk: { slope: 1, offset: 0 },
    prior: all === 0 ? 0.5 : harmful / all,
    thresholds: [],
    riskThreshold: 0.5,
    abstention: { band: 0, minKnownWords: 0, languages },
  };
  const probabilities = posts.map(({ logits }) => calibrateLabels(draft, logits));
  const isHarmful = posts.map(({ truth }) => truth.includes(true));
  const riskPoints: CalibrationPoint[] = posts.map(({ weight }, index) => ({
    logit: logit(anyOf(probabilities[index] ?? [])),
    positive: isHarmful[index] === true,
    weight,
  }));
  const fitted: Calibration = { ...draft, risk: fitPlatt(riskPoints) };
  const risks = probabilities.map((each) => calibrateRisk(fitted, each));
  const thresholds = platts.map((_, label) =>
    bestF1Threshold(
      probabilities.map((each) => each[label] ?? 0),
      posts.map(({ truth }) => truth[label] === true),
    ),
  );
  const riskThreshold = bestF1Threshold(risks, isHarmful);
  const distances = risks.map((risk) => Math.abs(logit(risk) - logit(riskThreshold)));
  const known = posts.map(({ knownWords }) => knownWords);
  return {
    ...fitted,
    thresholds,
    riskThreshold,
    abstention: {
      band: quantile(distances, BAND_SHARE),
      minKnownWords: quantile(known, STRANGE_SHARE),
      languages,
    },
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * sorted.length)] ?? 0;
}

/** The middle between the two scores whose gap gives the best F1; 0.5 where there is no positive. */
export function bestF1Threshold(scores: readonly number[], truth: readonly boolean[]): number {
  const order = scores
    .map((score, index) => ({ score, positive: truth[index] === true }))
    .sort((a, b) => b.score - a.score);
  const positives = order.filter(({ positive }) => positive).length;
  let best = { f1: 0, threshold: 0.5 };
  let hits = 0;
  for (const [index, { score, positive }] of order.entries()) {
    if (positive) hits += 1;
    const next = order[index + 1]?.score ?? 0;
    const f1 = (2 * hits) / (index + 1 + positives);
    if (next < score && f1 > best.f1) best = { f1, threshold: (score + next) / 2 };
  }
  return best.threshold;
}
