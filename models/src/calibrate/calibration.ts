import { z } from 'zod';
import { logit, sigmoid } from './platt.ts';

const Platt = z.strictObject({ slope: z.number(), offset: z.number() });

/** What turns logits into the numbers that people see; `calibration.json` of a model. */
export const Calibration = z.strictObject({
  /** One per label, in the model's order. */
  labels: z.array(Platt).min(1),
  /** On the logit of 1 − Π(1 − p): the labels overlap, so the plain product would be too sure. */
  risk: Platt,
  /** Share of harmful groups in the calibration fold; the risk of a post that says nothing. */
  prior: z.number().min(0).max(1),
  /** Per label and for the risk: where F1 on the calibration fold is best. */
  thresholds: z.array(z.number().min(0).max(1)),
  riskThreshold: z.number().min(0).max(1),
  abstention: z.strictObject({
    /** Half-width of the band around `riskThreshold`, in logits of the risk. */
    band: z.number().min(0),
    /** A post with a smaller share of known words is out of the model's ground. */
    minKnownWords: z.number().min(0).max(1),
    /** Languages it was trained on. */
    languages: z.array(z.string()).min(1),
  }),
});
export type Calibration = z.infer<typeof Calibration>;

/** Calibrated probability of each label. */
export function calibrateLabels(calibration: Calibration, logits: ArrayLike<number>): number[] {
  return calibration.labels.map(({ slope, offset }, index) => sigmoid(slope * (logits[index] ?? 0) + offset));
}

/** 1 − Π(1 − p). */
export function anyOf(probabilities: readonly number[]): number {
  return 1 - probabilities.reduce((none, probability) => none * (1 - probability), 1);
}

/** Calibrated probability that a post is harmful in any learned category. */
export function calibrateRisk({ risk }: Calibration, probabilities: readonly number[]): number {
  return sigmoid(risk.slope * logit(anyOf(probabilities)) + risk.offset);
}

/** What abstention looks at. `lang` is BCP 47; only its first part counts. */
export type Ground = { risk: number; knownWords: number; tokens: number; lang?: string | undefined };

/** Whether the model should say "I don't know": nothing to read, strange words or language, or too close to call. */
export function abstains(
  { riskThreshold, abstention }: Calibration,
  { risk, knownWords, tokens, lang }: Ground,
): boolean {
  if (tokens === 0 || knownWords < abstention.minKnownWords) return true;
  const [language = 'und'] = (lang ?? 'und').toLowerCase().split('-');
  if (language !== 'und' && !abstention.languages.includes(language)) return true;
  return Math.abs(logit(risk) - logit(riskThreshold)) < abstention.band;
}
