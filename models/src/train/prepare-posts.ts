import type { Category } from '@lapwing/contracts/taxonomy';
import { countTerms, type TermCounts } from '../features/vectorise.ts';
import type { Example, Split } from './example.ts';
import { splitGroups } from './split-groups.ts';

/** An example ready for training: counted, with its split and with the weight of its share of its group. */
export type PreparedPost = {
  counts: TermCounts;
  lang: string;
  labels: readonly Category[];
  group: string;
  split: Split;
  weight: number;
};

/**
 * Splits, counts and drops repeats: a text that normalises to one already seen is kept only in the first split
 * that has it (train first), so that no copied post is measured on what it was trained on.
 */
export function preparePosts(examples: readonly Example[], seed: number): PreparedPost[] {
  const splitOf = splitGroups(examples, seed);
  const order: Record<Split, number> = { train: 0, validation: 1, calibration: 2, test: 3 };
  const seen = new Set<string>();
  const posts = examples
    .map((example) => ({ ...example, split: splitOf.get(example.group) ?? 'train' }))
    .sort((a, b) => order[a.split] - order[b.split])
    .flatMap(({ text, lang, labels, group, split }) => {
      const counts = countTerms(text);
      if (counts.tokens === 0 || seen.has(counts.text)) return [];
      seen.add(counts.text);
      return [{ counts, lang, labels, group, split }];
    });
  const sizes = new Map<string, number>();
  for (const { group } of posts) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return posts.map((post) => ({ ...post, weight: 1 / (sizes.get(post.group) ?? 1) }));
}

/** The categories with at least `minGroups` groups in the training split, in alphabetical order. */
export function learnableLabels(posts: readonly PreparedPost[], minGroups: number): Category[] {
  const groups = new Map<Category, Set<string>>();
  for (const { labels, group, split } of posts) {
    if (split !== 'train') continue;
    for (const label of labels) groups.set(label, (groups.get(label) ?? new Set()).add(group));
  }
  return [...groups].flatMap(([label, members]) => (members.size >= minGroups ? [label] : [])).sort();
}
