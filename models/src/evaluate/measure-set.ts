import { bootstrap, type Interval } from '@lapwing/contracts/evaluation/bootstrap';
import type { Category } from '@lapwing/contracts/taxonomy';
import type { MetricRow, OperatingRow, SetFigures } from './evaluation.ts';
import { countGroups, finite, type JudgedPost, viewsOf } from './metrics.ts';
import { rankPosts } from './ranked-figures.ts';

export type Resampling = { draws: number; seed: number };

const round = ({ value, low, high }: Interval): Interval => {
  const short = (number: number | null): number | null => finite(number ?? Number.NaN);
  return { value: short(value), low: short(low), high: short(high) };
};
const nothing: Interval = { value: null, low: null, high: null };

/**
 * Measures each label and the risk, and what the risk threshold does, for all languages together and one by one; with
 * 95 % bootstrap intervals over groups.
 */
export function measureSet(
  posts: readonly JudgedPost[],
  labels: readonly Category[],
  threshold: number,
  resampling: Resampling,
): SetFigures {
  const languages = ['all', ...[...new Set(posts.map(({ lang }) => lang))].sort()];
  const each = languages.map((lang) =>
    measureLanguage(
      lang,
      posts.filter((post) => lang === 'all' || post.lang === lang),
      labels,
      threshold,
      resampling,
    ),
  );
  return { rows: each.flatMap(({ rows }) => rows), operating: each.map(({ operating }) => operating) };
}

function measureLanguage(
  lang: string,
  posts: readonly JudgedPost[],
  labels: readonly Category[],
  threshold: number,
  resampling: Resampling,
): { rows: MetricRow[]; operating: OperatingRow } {
  const views = viewsOf(labels);
  const ranked = views.map(({ view }) =>
    rankPosts(posts.map((post) => ({ ...view(post), weight: post.weight }))),
  );
  const shares = [
    shareOf(
      posts,
      ({ harmful }) => harmful,
      ({ risk }) => risk >= threshold,
    ),
    shareOf(
      posts,
      ({ harmful }) => !harmful,
      ({ risk }) => risk >= threshold,
    ),
    shareOf(
      posts,
      () => true,
      ({ abstained }) => abstained,
    ),
  ];
  const intervals = bootstrap(
    posts.map(({ group }) => group),
    (times) => [
      ...ranked.flatMap((figuresOf) => {
        const { auprc, recallAt5Fpr, ece } = figuresOf(times);
        return [auprc, recallAt5Fpr, ece];
      }),
      ...shares.map((share) => share(times)),
    ],
    resampling,
  ).map(round);
  const rows = views.map(({ label, view }, index): MetricRow => {
    const [auprc = nothing, recall = nothing, ece = nothing] = intervals.slice(3 * index);
    return {
      label,
      lang,
      positiveGroups: countGroups(posts, view, true),
      negativeGroups: countGroups(posts, view, false),
      auprc: auprc.value,
      recallAt5Fpr: recall.value,
      ece: ece.value,
      intervals: {
        auprc: [auprc.low, auprc.high],
        recallAt5Fpr: [recall.low, recall.high],
        // Drawn again, a sample only gains gaps: without this a small ECE would lie below its own interval.
        ece: [ece.value === null || ece.low === null ? null : Math.min(ece.low, ece.value), ece.high],
      },
    };
  });
  const [recall = nothing, falseAlarms = nothing, abstained = nothing] = intervals.slice(3 * views.length);
  return { rows, operating: { lang, posts: posts.length, recall, falseAlarms, abstained } };
}

/** Weighted share of `isChosen` among the posts of `among`, for how often each post was drawn. */
function shareOf(
  posts: readonly JudgedPost[],
  among: (post: JudgedPost) => boolean,
  isChosen: (post: JudgedPost) => boolean,
): (times: readonly number[]) => number {
  const weights = posts.map((post) => (among(post) ? post.weight : 0));
  const chosen = posts.map(isChosen);
  return (times) => {
    let all = 0;
    let part = 0;
    for (let i = 0; i < weights.length; i += 1) {
      const weight = (weights[i] ?? 0) * (times[i] ?? 0);
      all += weight;
      if (chosen[i]) part += weight;
    }
    return part / all;
  };
}
