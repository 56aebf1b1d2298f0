import { beforeAll, describe, expect, it } from 'vitest';
import { composeCorpus, corpusLanguages, starterCategories } from '../corpus/corpus.ts';
import { loadSuite } from '../functional/suite.ts';
import { normalise } from '../normalise/normalise.ts';
import { NaturalPost, naturalPostsFor, readNatural } from './natural.ts';

let posts: NaturalPost[] = [];
beforeAll(async () => {
  posts = await readNatural();
});

const form = (text: string): string => normalise(text).text.trim();

describe('natural set', () => {
  it.each(corpusLanguages)(
    'has as many harmless as harmful texts of each category, and ordinary ones: %s',
    (lang) => {
      const count = (category: string, harmful: boolean): number =>
        posts.filter((post) => post.lang === lang && post.category === category && post.harmful === harmful)
          .length;
      const least = lang === 'en' || lang === 'th' ? 24 : 14;
      for (const category of starterCategories) {
        expect(count(category, true), category).toBeGreaterThanOrEqual(least);
        expect(count(category, false), category).toBeGreaterThanOrEqual(least);
      }
      expect(count('ORDINARY', false)).toBeGreaterThanOrEqual(20);
    },
  );

  it('refuses a harmful ordinary post, an unknown category and an unknown field', () => {
    const post = { text: 'hello', lang: 'en', category: 'ORDINARY', harmful: false };
    expect(NaturalPost.safeParse(post).success).toBe(true);
    expect(NaturalPost.safeParse({ ...post, harmful: true }).success).toBe(false);
    expect(NaturalPost.safeParse({ ...post, category: 'SEC_ADVERTISING' }).success).toBe(false);
    expect(NaturalPost.safeParse({ ...post, group: 'g' }).success).toBe(false);
  });

  it('says nothing twice', () => {
    const forms = posts.map(({ text }) => form(text));
    expect(forms.filter((text, index) => forms.indexOf(text) !== index)).toEqual([]);
  });

  it('has no text of the starter corpus, which is trained on, nor of the functional suite', {
    timeout: 30_000,
  }, async () => {
    const natural = new Set(posts.map(({ text }) => form(text)));
    const others = [...(await composeCorpus()), ...(await loadSuite())];
    expect(others.filter(({ text }) => natural.has(form(text)))).toEqual([]);
  });

  it('asks a model only about languages and harm that it learned', async () => {
    const some = await naturalPostsFor({ labels: ['GROOMING'], languages: ['th'] });
    expect(new Set(some.map(({ lang }) => lang))).toEqual(new Set(['th']));
    expect(new Set(some.flatMap(({ labels }) => labels))).toEqual(new Set(['GROOMING']));
    expect(some.filter(({ labels }) => labels.length === 0).length).toBeGreaterThan(100);
    expect(await naturalPostsFor({ labels: ['SEC_ADVERTISING'], languages: ['th'] })).toEqual([]);
  });
});
