import type { Category } from '@lapwing/contracts/taxonomy';
import type { ScorePosts } from '../infer/score-posts.ts';
import type { JudgedPost } from './metrics.ts';

/** What is measured: a loaded folder, or a model that was just trained. */
export type MeasuredModel = {
  labels: readonly Category[];
  languages: readonly string[];
  riskThreshold: number;
  score: ScorePosts;
};

/** A post with what is true of it; `weight` is its share of its group. */
export type TruePost = {
  text: string;
  lang: string;
  labels: readonly Category[];
  group: string;
  weight: number;
};

/** Scores posts and puts the truth beside it. */
export function judge({ labels, score }: MeasuredModel, posts: readonly TruePost[]): JudgedPost[] {
  const results = score(posts);
  return posts.flatMap(({ lang, group, weight, labels: truth }, index): JudgedPost[] => {
    const result = results[index];
    if (!result) return [];
    return [
      {
        lang,
        group,
        weight,
        truth: labels.map((label) => truth.includes(label)),
        harmful: truth.length > 0,
        probabilities: labels.map((label) => result.probabilities[label] ?? 0),
        risk: result.risk,
        abstained: result.abstained,
      },
    ];
  });
}
