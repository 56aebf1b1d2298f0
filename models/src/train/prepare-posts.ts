import type { Category } from '@lapwing/contracts/taxonomy';
import { hashString } from '../features/hash.ts';
import { normalise } from '../normalise/normalise.ts';
import type { Example, Split } from './example.ts';
import { splitGroups } from './split-groups.ts';

/** An example ready for training: with its split and with the weight of its share of its group. */
export type PreparedPost = {
  text: string;
  lang: string;
  labels: readonly Category[];
  group: string;
  split: Split;
  weight: number;
};

/** A harmless post of the open web. It teaches what ordinary talk looks like and bounds false alarms; no more. */
export type BackgroundPost = { text: string; lang: string; source: string };

const order: Record<Split, number> = { train: 0, validation: 1, calibration: 2, test: 3 };

/**
 * Splits and drops repeats: a text that normalises to one already seen is kept only in the first split that has it
 * (train first), so that no copied post is measured on what it was trained on.
 */
export function preparePosts(examples: readonly Example[], seed: number): PreparedPost[] {
  const splitOf = splitGroups(examples, seed);
  const seen = new Set<string>();
  const posts = examples
    .map((example) => ({ ...example, split: splitOf.get(example.group) ?? 'train' }))
    .sort((a, b) => order[a.split] - order[b.split])
    .flatMap(({ text, lang, labels, group, split }) => {
      const normal = normalise(text).text.trim();
      if (normal === '' || seen.has(normal)) return [];
      seen.add(normal);
      return [{ text, lang, labels, group, split }];
    });
  return weighGroups(posts);
}

/** Gives every background post a split of its own, by its words. A text that is an example is none of the background. */
export function prepareBackground(
  posts: readonly BackgroundPost[],
  examples: readonly Example[],
  seed: number,
): PreparedPost[] {
  const seen = new Set(examples.map(({ text }) => normalise(text).text.trim()));
  return posts.flatMap(({ text, lang }) => {
    const normal = normalise(text).text.trim();
    if (normal === '' || seen.has(normal)) return [];
    seen.add(normal);
    const place = hashString(`${seed} ${normal}`) / 2 ** 32;
    const split: Split = place < 0.8 ? 'train' : place < 0.86 ? 'validation' : 'calibration';
    return [{ text, lang, labels: [], group: `background ${seen.size}`, split, weight: 1 }];
  });
}

/** What a group says of one kind, the same labels or harmless, weighs one in all, however often it says it. */
function weighGroups(posts: readonly Omit<PreparedPost, 'weight'>[]): PreparedPost[] {
  const kindOf = ({ group, labels }: Omit<PreparedPost, 'weight'>) => [group, ...labels].join(' ');
  const sizes = new Map<string, number>();
  for (const post of posts) sizes.set(kindOf(post), (sizes.get(kindOf(post)) ?? 0) + 1);
  return posts.map((post) => ({ ...post, weight: 1 / (sizes.get(kindOf(post)) ?? 1) }));
}

/**
 * The categories that can be learned and measured, in alphabetical order: with at least `minGroups` groups in the
 * training split and one in each of those that choose and calibrate.
 */
export function learnableLabels(posts: readonly PreparedPost[], minGroups: number): Category[] {
  const groups = new Map<Category, Record<Split, Set<string>>>();
  for (const { labels, group, split } of posts) {
    for (const label of labels) {
      const found = groups.get(label) ?? {
        train: new Set(),
        validation: new Set(),
        calibration: new Set(),
        test: new Set(),
      };
      found[split].add(group);
      groups.set(label, found);
    }
  }
  return [...groups]
    .filter(
      ([, { train, validation, calibration }]) =>
        train.size >= minGroups && validation.size > 0 && calibration.size > 0,
    )
    .map(([label]) => label)
    .sort();
}
