import { describe, expect, it } from 'vitest';
import type { Example } from './example.ts';
import { preparePosts } from './prepare-posts.ts';

const example = (text: string, group: string, harmful = false): Example => ({
  text,
  lang: 'en',
  labels: harmful ? ['GROOMING'] : [],
  source: 'test',
  group,
});

describe('the weight of a post', () => {
  it('is its share of what its group says of one kind, however often it says it', () => {
    const posts = preparePosts(
      [
        example('how old are you, tell nobody', 'pair', true),
        example('what grade are you in, tell nobody', 'pair', true),
        example('how old is your dog', 'pair'),
        example('a walk along the harbour', 'alone'),
      ],
      1,
    );
    expect(posts.map(({ text, weight }) => [text, weight])).toEqual(
      expect.arrayContaining([
        ['how old are you, tell nobody', 0.5],
        ['what grade are you in, tell nobody', 0.5],
        ['how old is your dog', 1],
        ['a walk along the harbour', 1],
      ]),
    );
  });

  it('keeps both halves of a pair in one split', () => {
    const examples = Array.from({ length: 40 }, (_, index) => [
      example(`message ${index}, keep it from your mother`, `pair ${index}`, true),
      example(`message ${index}, your mother knows`, `pair ${index}`),
    ]).flat();
    const groups = Map.groupBy(preparePosts(examples, 7), ({ group }) => group);
    for (const posts of groups.values()) expect(new Set(posts.map(({ split }) => split)).size).toBe(1);
  });
});
