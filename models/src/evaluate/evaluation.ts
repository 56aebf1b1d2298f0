import { Category } from '@lapwing/contracts/taxonomy';
import { z } from 'zod';
import { CompareFigures } from './compare-figures.ts';

export const Figure = z.number().nullable();

/** A share or figure with its 95 % interval; null where nothing was there to measure. */
export const Estimate = z.strictObject({ value: Figure, low: Figure, high: Figure });
export type Estimate = z.infer<typeof Estimate>;

/** 95 % interval: low, high. */
const Range = z.tuple([Figure, Figure]);

/** Figures of one label (or RISK: any label) in one language (or `all`), on posts of groups that trained nothing. */
export const MetricRow = z.strictObject({
  label: z.union([Category, z.literal('RISK')]),
  lang: z.string(),
  positiveGroups: z.int(),
  negativeGroups: z.int(),
  auprc: Figure,
  recallAt5Fpr: Figure,
  ece: Figure,
  /** Bootstrap over groups. */
  intervals: z.strictObject({ auprc: Range, recallAt5Fpr: Range, ece: Range }).optional(),
});
export type MetricRow = z.infer<typeof MetricRow>;

/** What the model's own risk threshold does in one language or `all`; every group weighs 1. */
const OperatingRow = z.strictObject({
  lang: z.string(),
  posts: z.int(),
  /** Of the harmful. */
  recall: Estimate,
  /** Of the harmless. */
  falseAlarms: Estimate,
  abstained: Estimate,
});
export type OperatingRow = z.infer<typeof OperatingRow>;

export const SetFigures = z.strictObject({ rows: z.array(MetricRow), operating: z.array(OperatingRow) });
export type SetFigures = z.infer<typeof SetFigures>;

/** False alarms on one public set of ordinary posts, or on `all` of them; intervals by Wilson. */
const OrdinaryRow = z.strictObject({
  source: z.string(),
  posts: z.int(),
  /** Risk at or above the threshold. */
  raised: Estimate,
  /** The same without those on which the model abstains. */
  raisedForSure: Estimate,
  abstained: Estimate,
});
export type OrdinaryRow = z.infer<typeof OrdinaryRow>;

/** Share of right answers of one capability in one language of the functional suite. */
const FunctionalRow = z.strictObject({
  capability: z.string(),
  lang: z.string(),
  harmful: z.boolean(),
  n: z.int(),
  right: z.number(),
});

export const leakageColumns = ['full', 'lexicon', 'without', 'retrained'] as const;

/** AUPRC of the risk in one of the four leakage columns on one set. */
const LeakageRow = z.strictObject({
  column: z.enum(leakageColumns),
  set: z.enum(['test', 'natural']),
  harmful: z.int(),
  harmless: z.int(),
  /** What a ranking without any knowledge reaches: the share of the harmful. */
  chance: Figure,
  auprc: Estimate,
});
export type LeakageRow = z.infer<typeof LeakageRow>;

export const Leakage = z.strictObject({ wordsPerLanguage: z.int(), rows: z.array(LeakageRow) });
export type Leakage = z.infer<typeof Leakage>;

/** Groups of one label, or NONE for harmless ones, in one language, in all splits. */
const GroupCount = z.strictObject({
  lang: z.string(),
  label: z.union([Category, z.literal('NONE')]),
  groups: z.int(),
});
export type GroupCount = z.infer<typeof GroupCount>;

/** Everything that is measured besides `test`; absent: left out. */
export const evaluationParts = {
  operating: z.array(OperatingRow).optional(),
  natural: SetFigures.optional(),
  ordinary: z.array(OrdinaryRow).optional(),
  functional: z.array(FunctionalRow).optional(),
  leakage: Leakage.optional(),
  compare: CompareFigures.optional(),
  groups: z.array(GroupCount).optional(),
};

const Evaluation = z.strictObject({ test: z.array(MetricRow), ...evaluationParts });
export type Evaluation = z.infer<typeof Evaluation>;
