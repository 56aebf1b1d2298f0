import { expect, it } from 'vitest';
import { measureOrdinary } from './ordinary.ts';

const set = (source: string, ...texts: string[]) => texts.map((text) => ({ text, lang: 'en', source }));

it('counts raised posts per set, without repeats and without copies of training posts', () => {
  const model = {
    riskThreshold: 0.5,
    score: (posts: readonly { text: string }[]) =>
      posts.map(({ text }) => ({
        risk: text.includes('loud') ? 0.5 : 0.2,
        probabilities: {},
        abstained: text.includes('odd'),
        abstention: null,
        knownWords: 1,
      })),
  };
  const rows = measureOrdinary(model, {
    train: set('A', 'taught loud'),
    rest: [
      ...set('A', 'TAUGHT  loud', 'loud one', 'Loud one', 'calm', '  '),
      ...set('B', 'odd loud', 'calm two'),
    ],
  });
  expect(
    rows.map(({ source, posts, raised, raisedForSure, abstained }) => [
      source,
      posts,
      raised.value,
      raisedForSure.value,
      abstained.value,
    ]),
  ).toEqual([
    ['all', 4, 0.5, 0.25, 0.25],
    ['A', 2, 0.5, 0.5, 0],
    ['B', 2, 0.5, 0, 0.5],
  ]);
});
