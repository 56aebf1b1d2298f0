import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Example, splits, TrainingDataError } from './example.ts';
import { learnableLabels, preparePosts } from './prepare-posts.ts';
import { splitGroups } from './split-groups.ts';

const example = (group: string, more: Partial<Example> = {}): Example => ({
  text: `text of ${group}`,
  lang: 'en',
  labels: [],
  source: 'test',
  group,
  ...more,
});

describe('splitGroups', () => {
  it('never lets a group straddle two splits', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ group: fc.nat(20), word: fc.nat(1000) })), fc.nat(), (rows, seed) => {
        const examples = rows.map(({ group, word }) =>
          example(`g${group}`, { text: `word${word} of ${group}` }),
        );
        const found = new Map<string, Set<string>>();
        for (const { group, split } of preparePosts(examples, seed)) {
          found.set(group, (found.get(group) ?? new Set()).add(split));
        }
        for (const each of found.values()) expect(each.size).toBe(1);
      }),
    );
  });

  it('gives every stratum its share of every split', () => {
    const examples = Array.from({ length: 40 }, (_, index) => [
      example(`en ${index}`),
      example(`th ${index}`, { lang: 'th', labels: ['GROOMING'] }),
    ]).flat();
    const splitOf = splitGroups(examples, 7);
    const count = (lang: string) =>
      splits.map(
        (split) => [...splitOf].filter(([group, own]) => group.startsWith(lang) && own === split).length,
      );
    expect(count('en')).toEqual([24, 4, 6, 6]);
    expect(count('th')).toEqual([24, 4, 6, 6]);
  });

  it('keeps the split that the data name, and refuses a group with two', () => {
    const named = [example('a', { split: 'test' }), example('a')];
    expect(splitGroups(named, 1).get('a')).toBe('test');
    const torn = [example('a', { split: 'test' }), example('a', { split: 'train' })];
    expect(() => splitGroups(torn, 1)).toThrow(TrainingDataError);
  });

  it('measures nothing on a text that it was trained on', () => {
    const posts = preparePosts(
      [
        example('a', { text: 'Same TEXT', split: 'test' }),
        example('b', { text: 'same text', split: 'train' }),
      ],
      1,
    );
    expect(posts.map(({ split }) => split)).toEqual(['train']);
  });

  it('learns a category only from enough groups', () => {
    const posts = preparePosts(
      [
        ...[1, 2, 3].map((n) => example(`a${n}`, { labels: ['GROOMING'], split: 'train' })),
        example('b', { labels: ['CHILD_MARRIAGE'], split: 'train' }),
      ],
      1,
    );
    expect(learnableLabels(posts, 3)).toEqual(['GROOMING']);
  });
});
