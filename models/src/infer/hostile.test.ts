import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileTexts } from '../bench/hostile-texts.ts';
import { loadModel, type Model } from './load-model.ts';
import type { ScoreResult } from './score-posts.ts';

let model: Model;
beforeAll(async () => {
  model = await loadModel();
});
afterAll(() => model.dispose());

function expectSound(text: string, score: ScoreResult | undefined): void {
  const { risk = Number.NaN, probabilities = {}, knownWords = Number.NaN, explanations } = score ?? {};
  for (const value of [risk, knownWords, ...Object.values(probabilities)]) {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
  }
  expect(explanations).toBeDefined();
  for (const { start, end, weight, label } of explanations ?? []) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(text.length);
    expect(Number.isFinite(weight)).toBe(true);
    expect(model.labels).toContain(label);
  }
}

describe('what nobody would write in earnest', () => {
  it.each(Object.entries(hostileTexts))('is scored and explained: %s', async (_, text) => {
    expect(text).toHaveLength(5_000);
    const [score] = await model.score([{ text }], { explain: true });
    expectSound(text, score);
  });

  it('is scored and explained whatever its characters', { timeout: 60_000 }, async () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(texts, async (posts) => {
        const scores = await model.score(
          posts.map((text) => ({ text })),
          { explain: true },
        );
        expect(scores).toHaveLength(posts.length);
        for (const [index, text] of posts.entries()) expectSound(text, scores[index]);
      }),
      { numRuns: 300 },
    );
  });

  it('is scored alike with and without its explanation', async () => {
    const posts = Object.values(hostileTexts).map((text) => ({ text }));
    const plain = await model.score(posts);
    const explained = await model.score(posts, { explain: true });
    expect(explained.map(({ explanations: _, ...score }) => score)).toEqual(plain);
  });
});
