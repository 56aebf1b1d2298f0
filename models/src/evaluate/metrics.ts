import type { Category } from '@lapwing/contracts/taxonomy';
import { z } from 'zod';
import { evaluationParts, Figure, MetricRow } from './evaluation.ts';
import { averagePrecision, calibrationError, recallAtFalsePositiveRate, type ScoredPost } from './ranking.ts';

export type { MetricRow } from './evaluation.ts';

/** `metrics.json` of a model. Counts are posts unless a name says groups. */
export const Metrics = z.strictObject({
  test: z.array(MetricRow),
  /** Of the test posts: share that the model abstains on. */
  abstained: z.number(),
  /** Of the harmless test groups: weight above the risk threshold. */
  falsePositiveRate: Figure,
  /** Of the harmful test groups: weight above the risk threshold. */
  recall: Figure,
  counts: z.record(z.string(), z.int()),
  /** What validation chose: how the bag was trained (dropout, bagRate, epochs) and its share. */
  chosen: z.record(z.string(), z.number()),
  ...evaluationParts,
});
export type Metrics = z.infer<typeof Metrics>;

/** A test post with everything that is measured. Labels are in the model's order. */
export type JudgedPost = {
  lang: string;
  group: string;
  weight: number;
  truth: readonly boolean[];
  /** Harmful in any category, learned or not. */
  harmful: boolean;
  probabilities: readonly number[];
  risk: number;
  abstained: boolean;
};

export const finite = (value: number): number | null =>
  Number.isFinite(value) ? Math.round(value * 10_000) / 10_000 : null;

/** Measures each label and the risk, for all languages together and one by one. */
export function measure(posts: readonly JudgedPost[], labels: readonly Category[]): MetricRow[] {
  const languages = ['all', ...new Set(posts.map(({ lang }) => lang))].sort();
  return languages.flatMap((lang) => {
    const chosen = posts.filter((post) => lang === 'all' || post.lang === lang);
    const rows = labels.map((label, index) =>
      measureRow(label, lang, chosen, (post) => ({
        score: post.probabilities[index] ?? 0,
        positive: post.truth[index] === true,
      })),
    );
    const risk = measureRow('RISK', lang, chosen, ({ risk: score, harmful }) => ({
      score,
      positive: harmful,
    }));
    return [...rows, risk];
  });
}

function measureRow(
  label: MetricRow['label'],
  lang: string,
  posts: readonly JudgedPost[],
  view: (post: JudgedPost) => { score: number; positive: boolean },
): MetricRow {
  const scored: ScoredPost[] = posts.map((post) => ({ ...view(post), weight: post.weight }));
  const groups = (positive: boolean): number =>
    new Set(posts.flatMap(({ group }, index) => (scored[index]?.positive === positive ? [group] : []))).size;
  return {
    label,
    lang,
    positiveGroups: groups(true),
    negativeGroups: groups(false),
    auprc: finite(averagePrecision(scored)),
    recallAt5Fpr: finite(recallAtFalsePositiveRate(scored, 0.05)),
    ece: finite(calibrationError(scored)),
  };
}

/** Weighted share of the harmful (or harmless) posts whose risk is at least the threshold. */
export function shareAbove(posts: readonly JudgedPost[], threshold: number, harmful: boolean): number | null {
  const chosen = posts.filter((post) => post.harmful === harmful);
  const total = chosen.reduce((sum, { weight }) => sum + weight, 0);
  const above = chosen.reduce((sum, { weight, risk }) => sum + (risk >= threshold ? weight : 0), 0);
  return finite(above / total);
}
