import { z } from 'zod';
import { ModelState } from './lifecycle/model-lifecycle.ts';
import { Category, categories } from './taxonomy.ts';
import { Timestamp } from './text.ts';

/** Content-addressed: `text-` and 16 hexadecimal digits. Also the name of the model's folder. */
export const ModelVersion = z.string().regex(/^text-[0-9a-f]{16}$/);
export type ModelVersion = z.infer<typeof ModelVersion>;

const Figure = z.number().nullable();

/** One row of a model's own test figures: a label (RISK: any) in a language (or `all`), on posts that trained nothing. */
export const ModelFigureRow = z.object({
  label: z.union([z.enum(categories), z.literal('RISK')]),
  lang: z.string(),
  positiveGroups: z.number().int(),
  negativeGroups: z.number().int(),
  auprc: Figure,
  recallAt5Fpr: Figure,
  ece: Figure,
});
export type ModelFigureRow = z.infer<typeof ModelFigureRow>;

/** A figure with its 95 % interval; null where there is no figure. */
export const IntervalView = z.object({ value: Figure, low: Figure, high: Figure });
export type IntervalView = z.infer<typeof IntervalView>;

/** False alarms on one public set of ordinary posts (or `all` of them), at the version's own threshold. */
export const OrdinaryFigureRow = z.object({
  source: z.string(),
  posts: z.number().int(),
  raised: IntervalView,
});
export type OrdinaryFigureRow = z.infer<typeof OrdinaryFigureRow>;

/** What is kept of `metrics.json`; a folder may hold more, and that of an older version less. */
export const ModelFigures = z.object({
  /** On phrases that trained nothing. */
  test: z.array(ModelFigureRow),
  /** On posts written by hand as people write. */
  natural: z.object({ rows: z.array(ModelFigureRow) }).optional(),
  ordinary: z.array(OrdinaryFigureRow).optional(),
});
export type ModelFigures = z.infer<typeof ModelFigures>;

/** From this risk on a score says "rather yes". A version has its own; this is for those that were added without. */
export const STANDARD_RISK_THRESHOLD = 0.5;

/** What the registry knows of a model folder. */
export const ModelFacts = z.object({
  version: ModelVersion,
  labels: z.array(Category),
  languages: z.array(z.string()),
  figures: ModelFigures,
  /** From this risk on a post counts as raised, where a yes or no is measured. */
  riskThreshold: z.number().min(0).max(1),
});
export type ModelFacts = z.infer<typeof ModelFacts>;

/** A version as admins and leads see it. People are pseudonyms; null is the machine. */
export const ModelVersionView = z
  .object({
    ...ModelFacts.shape,
    /** Null for a version that was added before its threshold was kept: it is measured at 0.5. */
    riskThreshold: ModelFacts.shape.riskThreshold.nullable(),
    state: ModelState,
    stateSince: Timestamp,
    stateBy: z.string().nullable(),
    addedAt: Timestamp,
    addedBy: z.string().nullable(),
    /** Why the scorer could not load it and kept the one before, or null. */
    refused: z.string().nullable(),
    /** True for the one that rolling back leads to. */
    rollBackTarget: z.boolean(),
  })
  .meta({ id: 'ModelVersion' });
export type ModelVersionView = z.infer<typeof ModelVersionView>;

/** `GET /v1/models`: the champion first, then the challenger, then the newest. */
export const ModelList = z.object({ models: z.array(ModelVersionView) }).meta({ id: 'ModelList' });
export type ModelList = z.infer<typeof ModelList>;

/** Body of `POST /v1/models/{version}/promote` and `POST /v1/models/roll-back`: the champion that the caller saw. */
export const ChampionSeen = z.strictObject({ champion: ModelVersion }).meta({ id: 'ChampionSeen' });
export type ChampionSeen = z.infer<typeof ChampionSeen>;

/** Both models' figure and the difference; the intervals are of a bootstrap over accounts. */
const Pair = z.object({ champion: IntervalView, challenger: IntervalView, difference: IntervalView });

/** Champion and challenger on the same reviewed decisions, in one language or `all`. */
export const ComparisonRow = z.object({
  lang: z.string(),
  confirmed: z.number().int(),
  dismissed: z.number().int(),
  /** False: too few decisions to tell the two apart. */
  enough: z.boolean(),
  auprc: Pair,
  recallAtBudget: Pair,
  ece: Pair,
  /** Of the confirmed, the share whose risk reaches the version's own threshold. */
  foundAtThreshold: Pair,
  /** The same of the dismissed. */
  raisedAtThreshold: Pair,
});
export type ComparisonRow = z.infer<typeof ComparisonRow>;

/** `GET /v1/models/{version}/comparison`. */
export const ModelComparison = z
  .object({
    champion: ModelVersion,
    challenger: ModelVersion,
    /** The thresholds of both; null: none was kept, 0.5 is taken. */
    riskThresholds: z.object({
      champion: ModelVersionView.shape.riskThreshold,
      challenger: ModelVersionView.shape.riskThreshold,
    }),
    /** Decisions since then are counted: when the shadow began. */
    since: Timestamp,
    /** Of all decisions since then, those left out: the item or its account was decided before the version was added. */
    leftOut: z.number().int(),
    /** Decisions that wait for a score of the challenger. */
    unscored: z.number().int(),
    /** Of the counted items, those that were picked to check the model. */
    picked: z.number().int(),
    /** Decisions that reviewers conclude on an average day. */
    budgetPerDay: z.number(),
    rows: z.array(ComparisonRow),
  })
  .meta({ id: 'ModelComparison' });
export type ModelComparison = z.infer<typeof ModelComparison>;

/** Below these counts two models cannot be told apart. */
export const ENOUGH_DECISIONS = { confirmed: 20, dismissed: 20, together: 100 } as const;
/** Below these counts of posts nothing is said about drift. */
export const ENOUGH_FOR_DRIFT = { before: 200, now: 100 } as const;

/** One week of decisions beside what the score had said, at the threshold of the version that gave it. */
export const AgreementWeek = z.object({
  /** Monday of the week, `YYYY-MM-DD`. */
  week: z.iso.date(),
  decisions: z.number().int(),
  agreed: z.number().int(),
  /** Confirmed although the score said rather no. */
  missed: z.number().int(),
  /** Dismissed although the score said rather yes. */
  falseAlarms: z.number().int(),
  /** Decisions on items for which the model gave no answer; not in `decisions`. */
  unsure: z.number().int(),
});
export type AgreementWeek = z.infer<typeof AgreementWeek>;

/** How far the last 7 days are from the 28 before, in one language (`und`: not known). */
export const DriftRow = z.object({
  lang: z.string(),
  before: z.number().int(),
  now: z.number().int(),
  enough: z.boolean(),
  /** Population stability index of the risk; null without posts. */
  risk: Figure,
  /** The same of the share of words that the model does not know; null where it was not recorded. */
  unknownWords: Figure,
  alarm: z.boolean(),
});
export type DriftRow = z.infer<typeof DriftRow>;

/** `GET /v1/models/monitoring`. */
export const ModelMonitoring = z
  .object({
    champion: ModelVersion.nullable(),
    /** Oldest first, weeks without a decision included, at most twelve. */
    agreement: z.array(AgreementWeek),
    drift: z.array(DriftRow),
  })
  .meta({ id: 'ModelMonitoring' });
export type ModelMonitoring = z.infer<typeof ModelMonitoring>;
