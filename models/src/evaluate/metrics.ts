import type { Category } from '@lapwing/contracts/taxonomy';
import { z } from 'zod';
import { evaluationParts, Figure, MetricRow } from './evaluation.ts';
import { rankPosts } from './ranked-figures.ts';
import type { ScoredPost } from './ranking.ts';

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

type LabelView = { label: MetricRow['label']; view: (post: JudgedPost) => Omit<ScoredPost, 'weight'> };

/** How each label, and the risk last, looks at a post. */
export const viewsOf = (labels: readonly Category[]): LabelView[] => [
  ...labels.map(
    (label, index): LabelView => ({
      label,
      view: ({ probabilities, truth }) => ({
        score: probabilities[index] ?? 0,
        positive: truth[index] === true,
      }),
    }),
  ),
  { label: 'RISK', view: ({ risk, harmful }) => ({ score: risk, positive: harmful }) },
];

/** The groups that have a post which is (or is not) of a label. */
export const countGroups = (
  posts: readonly JudgedPost[],
  view: LabelView['view'],
  positive: boolean,
): number => new Set(posts.flatMap((post) => (view(post).positive === positive ? [post.group] : []))).size;

/** Measures each label and the risk, for all languages together and one by one, without intervals. */
export function measure(posts: readonly JudgedPost[], labels: readonly Category[]): MetricRow[] {
  const languages = ['all', ...new Set(posts.map(({ lang }) => lang))].sort();
  return languages.flatMap((lang) => {
    const chosen = posts.filter((post) => lang === 'all' || post.lang === lang);
    const once = chosen.map(() => 1);
    return viewsOf(labels).map(({ label, view }): MetricRow => {
      const figures = rankPosts(chosen.map((post) => ({ ...view(post), weight: post.weight })))(once);
      return {
        label,
        lang,
        positiveGroups: countGroups(chosen, view, true),
        negativeGroups: countGroups(chosen, view, false),
        auprc: finite(figures.auprc),
        recallAt5Fpr: finite(figures.recallAt5Fpr),
        ece: finite(figures.ece),
      };
    });
  });
}

/** Weighted share of the harmful (or harmless) posts whose risk is at least the threshold. */
export function shareAbove(posts: readonly JudgedPost[], threshold: number, harmful: boolean): number | null {
  const chosen = posts.filter((post) => post.harmful === harmful);
  const total = chosen.reduce((sum, { weight }) => sum + weight, 0);
  const above = chosen.reduce((sum, { weight, risk }) => sum + (risk >= threshold ? weight : 0), 0);
  return finite(above / total);
}
