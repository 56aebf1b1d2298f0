import { bootstrap } from '@lapwing/contracts/evaluation/bootstrap';
import type { Hyperparameters } from '../train/hyperparameters.ts';
import type { BackgroundPost, PreparedPost } from '../train/prepare-posts.ts';
import { trainModel } from '../train/train-model.ts';
import type { Estimate, Leakage, LeakageRow } from './evaluation.ts';
import { judge, type MeasuredModel, type TruePost } from './judge.ts';
import { chooseLexicon, lexiconScore, withoutLexicon } from './leakage-lexicon.ts';
import type { Resampling } from './measure-set.ts';
import { finite, type JudgedPost } from './metrics.ts';
import { rankPosts } from './ranked-figures.ts';

/** 150 words over the five languages of the starter corpus. */
const WORDS_PER_LANGUAGE = 30;

export type LeakageData = {
  /** All splits, as the model was trained on them. */
  prepared: readonly PreparedPost[];
  background: readonly BackgroundPost[];
  natural: readonly TruePost[];
};

/**
 * The four leakage columns: does the model know more than a short list of words? Full model; the list alone; the full
 * model on posts without any word of the list; a model trained and asked without these words. Trains a whole model.
 */
export async function measureLeakage(
  model: MeasuredModel,
  { prepared, background, natural }: LeakageData,
  settings: Hyperparameters,
  resampling: Resampling,
  log: (line: string) => void,
): Promise<Leakage> {
  const fold = (split: PreparedPost['split']): PreparedPost[] =>
    prepared.filter((post) => post.split === split);
  const lexicon = chooseLexicon(fold('train'), WORDS_PER_LANGUAGE);
  const cut = <T extends TruePost>(posts: readonly T[]): T[] =>
    posts.map((post) => ({ ...post, text: withoutLexicon(lexicon, post) }));
  log('retraining without the words of the leakage lexicon');
  const examples = cut(prepared).flatMap(({ text, lang, labels, group, split }) =>
    text === '' ? [] : [{ text, lang, labels: [...labels], group, split, source: 'leakage' }],
  );
  const retrained = await trainModel({ examples, background }, settings, log);
  const other: MeasuredModel = { ...retrained, riskThreshold: retrained.calibration.riskThreshold };
  const rows: LeakageRow[] = [];
  for (const [set, posts] of [
    ['test', fold('test')],
    ['natural', natural],
  ] as const) {
    if (posts.length === 0) continue;
    const full = judge(model, posts);
    const scores = posts.map((post) => lexiconScore(lexicon, post));
    const columns = {
      full,
      lexicon: full.map((post, index) => ({ ...post, risk: scores[index]?.score ?? 0 })),
      without: full.filter((_, index) => scores[index]?.words === 0),
      retrained: judge(other, cut(posts)),
    };
    for (const column of ['full', 'lexicon', 'without', 'retrained'] as const) {
      rows.push({ column, set, ...precisionOf(columns[column], resampling) });
    }
  }
  retrained.head.dispose();
  return { wordsPerLanguage: WORDS_PER_LANGUAGE, rows };
}

/** AUPRC of the risk with its interval; counts are groups. */
function precisionOf(
  posts: readonly JudgedPost[],
  resampling: Resampling,
): Omit<LeakageRow, 'column' | 'set'> {
  const isHarmful = ({ harmful }: JudgedPost): boolean => harmful;
  const groups = (harmful: boolean): number =>
    new Set(posts.flatMap((post) => (isHarmful(post) === harmful ? [post.group] : []))).size;
  const weight = (chosen: readonly JudgedPost[]): number =>
    chosen.reduce((sum, post) => sum + post.weight, 0);
  // A sum of log-odds lies outside [0, 1]; only its order counts here.
  const ranked = rankPosts(
    posts.map((post) => ({ score: post.risk, positive: isHarmful(post), weight: post.weight })),
  );
  const [auprc = { value: null, low: null, high: null }] = bootstrap(
    posts.map(({ group }) => group),
    (times) => [ranked(times).auprc],
    resampling,
  );
  const short = (value: number | null): number | null => finite(value ?? Number.NaN);
  const estimate: Estimate = { value: short(auprc.value), low: short(auprc.low), high: short(auprc.high) };
  return {
    harmful: groups(true),
    harmless: groups(false),
    chance: finite(weight(posts.filter(isHarmful)) / weight(posts)),
    auprc: estimate,
  };
}
