import { z } from 'zod';
import { logit, sigmoid } from './platt.ts';

const Platt = z.strictObject({ slope: z.number(), offset: z.number() });

/** What turns logits into the numbers that people see; `calibration.json` of a model. */
export const Calibration = z.strictObject({
  /** One per label, in the model's order. */
  labels: z.array(Platt).min(1),
  /** On the logit of the output that means "harmful in any category". */
  risk: Platt,
  /** What is added to the logit of the risk where the language is known: a model is too sure where it has read little. */
  riskOffsets: z.record(z.string(), z.number()),
  /** Share of harmful groups in the calibration fold; the risk of a post that says nothing. */
  prior: z.number().min(0).max(1),
  /** Per label: where F1 on the calibration fold is best. */
  thresholds: z.array(z.number().min(0).max(1)),
  /** Where F1 of the risk is best, or higher where ordinary posts would raise too many false alarms. */
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

/** The numbers of one post: per label, and for the risk. */
export type Calibrated = { probabilities: number[]; risk: number };

/**
 * Calibrated probability of each label and of harm in any learned category. `logits` are the outputs of a post, the
 * risk last. The risk is never below a label: who is sure of one category is sure that there is one.
 */
export function calibrate(
  calibration: Calibration,
  logits: ArrayLike<number>,
  lang: string | undefined,
): Calibrated {
  const probabilities = calibration.labels.map(({ slope, offset }, index) =>
    sigmoid(slope * (logits[index] ?? 0) + offset),
  );
  const { slope, offset } = calibration.risk;
  const language = languageOf(lang ?? 'und');
  const shift = Object.hasOwn(calibration.riskOffsets, language)
    ? (calibration.riskOffsets[language] ?? 0)
    : 0;
  const risk = sigmoid(slope * (logits[calibration.labels.length] ?? 0) + offset + shift);
  return { probabilities, risk: Math.max(risk, ...probabilities) };
}

/** What abstention looks at. `lang` is BCP 47; only its first part counts. */
export type Ground = { risk: number; knownWords: number; tokens: number; lang?: string | undefined };

/** Why a model has no ground for an answer. */
export type Abstention = 'NO_TEXT' | 'LANGUAGE' | 'UNKNOWN_WORDS' | 'TOO_CLOSE';

/** Why the model should say "I don't know", or null: nothing to read, strange language or words, too close to call. */
export function abstentionOf(
  { riskThreshold, abstention }: Calibration,
  { risk, knownWords, tokens, lang }: Ground,
): Abstention | null {
  if (tokens === 0) return 'NO_TEXT';
  const language = languageOf(lang ?? 'und');
  if (language !== 'und' && !abstention.languages.includes(language)) return 'LANGUAGE';
  if (knownWords < abstention.minKnownWords) return 'UNKNOWN_WORDS';
  return Math.abs(logit(risk) - logit(riskThreshold)) < abstention.band ? 'TOO_CLOSE' : null;
}

/** The language of a BCP 47 tag, without region or script. Tagalog is what Filipino is written in. */
export function languageOf(tag: string): string {
  const [language = 'und'] = tag.toLowerCase().split('-');
  return language === 'tl' ? 'fil' : language;
}
