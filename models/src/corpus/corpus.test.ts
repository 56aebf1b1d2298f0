import { describe, expect, it } from 'vitest';
import { compose, slotsOf } from './compose.ts';
import { composeCorpus, FrameFile, readFrames, starterCategories } from './corpus.ts';

describe.each(['en', 'th'] as const)('starter corpus, %s', (lang) => {
  it('speaks of the five starter categories and of no other', async () => {
    const { frames } = await readFrames(lang);
    expect([...new Set(frames.flatMap(({ labels }) => labels))].sort()).toEqual(
      [...starterCategories].sort(),
    );
  });

  it('has enough frames per category and as many harmless ones beside them', async () => {
    const { frames } = await readFrames(lang);
    for (const category of starterCategories) {
      const own = frames.filter(({ id }) => id.startsWith(`${lang} ${category} `));
      const harmful = own.filter(({ labels }) => labels.length > 0).length;
      expect(harmful, category).toBeGreaterThanOrEqual(60);
      expect(own.length - harmful, category).toBeGreaterThanOrEqual(harmful);
    }
  });

  it('has no frame twice, and words for every slot', async () => {
    const { frames, lexicon } = await readFrames(lang);
    expect(new Set(frames.map(({ id }) => id)).size).toBe(frames.length);
    expect(new Set(frames.map(({ template }) => template)).size).toBe(frames.length);
    const missing = frames.flatMap(({ template }) => slotsOf(template)).filter((slot) => !lexicon[slot]);
    expect(missing).toEqual([]);
  });
});

describe('pairs', () => {
  it('are of one group, so that neither half is measured where the other taught', async () => {
    const { frames } = await readFrames('en');
    const groups = Map.groupBy(frames, ({ group }) => group);
    const pairs = [...groups.values()].filter((members) => members.length > 1);
    expect(pairs.length).toBeGreaterThan(500);
    for (const members of pairs) {
      expect(members.map(({ labels }) => labels.length)).toEqual([1, 0]);
    }
    const [pair = []] = pairs;
    const corpus = await composeCorpus(2);
    const paired = corpus.filter(({ group }) => group === pair[0]?.group);
    expect(new Set(paired.map(({ labels }) => labels.length))).toEqual(new Set([1, 0]));
  });
});

describe('composition', () => {
  it('refuses a file about another category', () => {
    const file = { lang: 'en', category: 'SEC_ADVERTISING', positive: [], negative: [] };
    expect(FrameFile.safeParse(file).success).toBe(false);
  });

  it('gives the same corpus every time, without anything left to fill in', { timeout: 30_000 }, async () => {
    const corpus = await composeCorpus(3);
    // Compared as text: walking tens of thousands of posts field by field takes seconds.
    expect(JSON.stringify(await composeCorpus(3)) === JSON.stringify(corpus)).toBe(true);
    expect(corpus.filter(({ text }) => /[{}|]/.test(text))).toEqual([]);
  });

  it('takes one side of a choice and refuses a slot without words', () => {
    const never = (): number => 0.99;
    expect(compose('(a|b) {thing}', { thing: ['one', 'two'] }, never)).toBe('b two');
    expect(() => compose('{nothing}', {}, never)).toThrow(RangeError);
  });
});
