import { describe, expect, it } from 'vitest';
import { chooseLexicon, lexiconScore, withoutLexicon } from './leakage-lexicon.ts';

const post = (text: string, harmful: boolean, group: string, lang = 'en') => ({
  text,
  lang,
  labels: harmful ? (['GROOMING'] as const) : [],
  group,
  weight: 1,
});

const posts = [
  ...Array.from({ length: 6 }, (_, i) => post(`blue boat ${i % 2 ? 'today' : 'now'}`, true, `h${i}`)),
  ...Array.from({ length: 2 }, () => ({ ...post('rarebird boat', true, 'same'), weight: 1 / 2 })),
  ...Array.from({ length: 7 }, (_, i) => post(`green boat ${i % 2 ? 'today' : 'now'}`, false, `n${i}`)),
  ...Array.from({ length: 4 }, (_, i) => post('เรือสีฟ้า', true, `t${i}`, 'th')),
  ...Array.from({ length: 4 }, (_, i) => post('เรือสีเขียว', false, `u${i}`, 'th')),
];

describe('leakage lexicon', () => {
  it('takes words that give harm away, per language, and none that stands on both sides or in one group only', () => {
    const lexicon = chooseLexicon(posts, 3);
    expect([...(lexicon.get('en')?.keys() ?? [])]).toEqual(['blue']);
    const thai = [...(lexicon.get('th')?.keys() ?? [])];
    expect(thai).toContain('ฟ้า');
    expect(thai).not.toContain('เรือ');
  });

  it('takes the surest words only', () => {
    const more = [...posts, ...Array.from({ length: 3 }, (_, i) => post('amber thing', true, `a${i}`))];
    expect([...(chooseLexicon(more, 1).get('en')?.keys() ?? [])]).toEqual(['blue']);
  });

  it('counts each different word of the language of the post once', () => {
    const lexicon = chooseLexicon(posts, 3);
    const odds = lexicon.get('en')?.get('blue') ?? Number.NaN;
    expect(lexiconScore(lexicon, { text: 'BLUE blue sea', lang: 'en-GB' })).toEqual({
      score: odds,
      words: 1,
    });
    expect(lexiconScore(lexicon, { text: 'blue', lang: 'th' })).toEqual({ score: 0, words: 0 });
  });

  it('cuts the words out of the text as it was written', () => {
    const lexicon = chooseLexicon(posts, 3);
    expect(withoutLexicon(lexicon, { text: 'My BLUE Boat, ｂｌｕｅ!', lang: 'en' })).toBe('My Boat, !');
    expect(withoutLexicon(lexicon, { text: 'blue', lang: 'en' })).toBe('');
    expect(withoutLexicon(lexicon, { text: 'My blue boat', lang: 'vi' })).toBe('My blue boat');
    const thai = withoutLexicon(lexicon, { text: 'เรือสีฟ้า', lang: 'th' });
    expect(lexiconScore(lexicon, { text: thai, lang: 'th' }).words).toBe(0);
  });
});
