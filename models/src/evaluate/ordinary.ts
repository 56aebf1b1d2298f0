import { normalise } from '../normalise/normalise.ts';
import type { OrdinaryPosts } from '../train/read-public-sets.ts';
import type { OrdinaryRow } from './evaluation.ts';
import type { MeasuredModel } from './judge.ts';
import { wilson } from './wilson.ts';

/**
 * How often ordinary posts are raised, per public set and in all. Repeats and posts that also stand in a training part
 * count for nothing. The posts are assumed harmless, not checked one by one.
 */
export function measureOrdinary(
  { score, riskThreshold }: Pick<MeasuredModel, 'score' | 'riskThreshold'>,
  { train, rest }: OrdinaryPosts,
): OrdinaryRow[] {
  const normal = (text: string): string => normalise(text).text.trim();
  const seen = new Set(train.map(({ text }) => normal(text)));
  const posts = rest.filter(({ text }) => {
    const form = normal(text);
    if (form === '' || seen.has(form)) return false;
    seen.add(form);
    return true;
  });
  const judged = score(posts).map(({ risk, abstained }, index) => ({
    source: posts[index]?.source ?? '',
    raised: risk >= riskThreshold,
    abstained,
  }));
  const row = (source: string, chosen: typeof judged): OrdinaryRow => {
    const share = (is: (post: (typeof judged)[number]) => boolean) =>
      wilson(chosen.filter(is).length, chosen.length);
    return {
      source,
      posts: chosen.length,
      raised: share(({ raised }) => raised),
      raisedForSure: share(({ raised, abstained }) => raised && !abstained),
      abstained: share(({ abstained }) => abstained),
    };
  };
  const sources = [...new Set(judged.map(({ source }) => source))].sort();
  return [
    row('all', judged),
    ...sources.map((source) =>
      row(
        source,
        judged.filter((post) => post.source === source),
      ),
    ),
  ];
}
