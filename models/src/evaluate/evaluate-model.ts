import { starterCategories } from '../corpus/corpus.ts';
import { loadSuite, runSuite } from '../functional/suite.ts';
import type { Hyperparameters } from '../train/hyperparameters.ts';
import type { BackgroundPost, PreparedPost } from '../train/prepare-posts.ts';
import type { OrdinaryPosts } from '../train/read-public-sets.ts';
import type { Evaluation, GroupCount } from './evaluation.ts';
import { judge, type MeasuredModel } from './judge.ts';
import { measureLeakage } from './leakage.ts';
import { measureSet, type Resampling } from './measure-set.ts';
import type { JudgedPost } from './metrics.ts';
import { naturalPostsFor } from './natural.ts';
import { measureOrdinary } from './ordinary.ts';

export type EvaluationData = {
  /** All splits, as the model was trained on them; only the test part is measured. */
  prepared: readonly PreparedPost[];
  /** Absent: false alarms on ordinary posts are left out. */
  ordinary?: OrdinaryPosts | undefined;
  /** Present: the leakage columns are measured, which trains another model. */
  leakage?: { settings: Hyperparameters; background: readonly BackgroundPost[] } | undefined;
};

/** What was measured, and the scored posts behind it, for pictures. */
export type Evaluated = {
  evaluation: Evaluation;
  judged: { test: JudgedPost[]; natural: JudgedPost[] };
};

/**
 * Measures a model on everything that trained nothing: test groups, natural set, ordinary posts, functional suite and,
 * where asked for, leakage. What the labels or languages of the model do not reach is left out. Same data, same figures.
 */
export async function evaluateModel(
  model: MeasuredModel,
  { prepared, ordinary, leakage }: EvaluationData,
  resampling: Resampling,
  log: (line: string) => void,
): Promise<Evaluated> {
  const { labels, languages, riskThreshold } = model;
  const test = judge(
    model,
    prepared.filter(({ split }) => split === 'test'),
  );
  const { rows, operating } = measureSet(test, labels, riskThreshold, resampling);
  const evaluation: Evaluation = { test: rows, operating, groups: countGroups(prepared) };
  const naturalPosts = await naturalPostsFor(model);
  const natural = judge(model, naturalPosts);
  if (natural.length > 0) evaluation.natural = measureSet(natural, labels, riskThreshold, resampling);
  if (ordinary && ordinary.rest.length > 0) evaluation.ordinary = measureOrdinary(model, ordinary);
  if (starterCategories.some((category) => labels.includes(category))) {
    const cases = (await loadSuite()).filter(
      ({ lang, harmful, category }) => languages.includes(lang) && (!harmful || labels.includes(category)),
    );
    const score = async (posts: { text: string; lang: string }[]) => model.score(posts);
    if (cases.length > 0) evaluation.functional = await runSuite(score, riskThreshold, cases);
  }
  if (leakage) {
    const { settings, background } = leakage;
    const data = { prepared, background, natural: naturalPosts };
    evaluation.leakage = await measureLeakage(model, data, settings, resampling, log);
  }
  return { evaluation, judged: { test, natural } };
}

/** Groups per language and label, harmless ones under NONE. */
function countGroups(posts: readonly PreparedPost[]): GroupCount[] {
  const counts = new Map<string, { lang: string; label: GroupCount['label']; groups: Set<string> }>();
  for (const { lang, labels, group } of posts) {
    for (const label of labels.length > 0 ? labels : (['NONE'] as const)) {
      const key = `${lang} ${label}`;
      const count = counts.get(key) ?? { lang, label, groups: new Set() };
      counts.set(key, count);
      count.groups.add(group);
    }
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { lang, label, groups }]) => ({ lang, label, groups: groups.size }));
}
