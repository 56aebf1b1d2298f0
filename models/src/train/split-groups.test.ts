import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Example, splits, TrainingDataError } from './example.ts';
import { learnableLabels, prepareBackground, preparePosts } from './prepare-posts.ts';
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
    const examples = Array.from({ length: 100 }, (_, index) => [
      example(`en ${index}`),
      example(`th ${index}`, { lang: 'th', labels: ['GROOMING'] }),
    ]).flat();
    const splitOf = splitGroups(examples, 7);
    const count = (lang: string) =>
      splits.map(
        (split) => [...splitOf].filter(([group, own]) => group.startsWith(lang) && own === split).length,
      );
    for (const lang of ['en', 'th']) {
      for (const [index, share] of [0.74, 0.07, 0.11, 0.08].entries()) {
        expect(Math.abs((count(lang)[index] ?? 0) - 100 * share)).toBeLessThanOrEqual(3);
      }
    }
  });

  it('gives many small strata all splits together', () => {
    const languages = ['en', 'th', 'id', 'vi', 'fil', 'ms', 'km', 'lo', 'my', 'und'];
    const examples = languages.flatMap((lang) =>
      [1, 2, 3, 4].map((n) => example(`${lang} ${n}`, { lang, labels: ['GROOMING'] })),
    );
    const found = [...splitGroups(examples, 7).values()];
    for (const split of splits) expect(found, split).toContain(split);
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

  it('learns a category only from enough groups, with some left to choose and calibrate by', () => {
    const held = (['validation', 'calibration'] as const).flatMap((split) => [
      example(`a ${split}`, { labels: ['GROOMING'], split }),
      example(`b ${split}`, { labels: ['CHILD_MARRIAGE'], split }),
    ]);
    const taught = [1, 2, 3].flatMap((n) => [
      example(`a${n}`, { labels: ['GROOMING'], split: 'train' }),
      example(`c${n}`, { labels: ['SEXUAL_EXTORTION'], split: 'train' }),
    ]);
    const posts = preparePosts(
      [...taught, example('b', { labels: ['CHILD_MARRIAGE'], split: 'train' }), ...held],
      1,
    );
    expect(learnableLabels(posts, 3)).toEqual(['GROOMING']);
  });

  it('leaves out of the background what is an example', () => {
    const background = ['Some Words', 'other words', 'other  words'].map((text) => ({
      text,
      lang: 'en',
      source: 's',
    }));
    const posts = prepareBackground(background, [example('a', { text: 'some words' })], 1);
    expect(posts.map(({ text }) => text)).toEqual(['other words']);
  });
});
