import { describe, expect, it } from 'vitest';
import { emptyReading } from '../adapters/reading.ts';
import { PageReading } from './page-reading.ts';

const answer = { ...emptyReading, url: 'https://guesthouse.example/', adapter: 'WEB', unlike: null };
const parsed = (part: object) => PageReading.parse({ ...answer, ...part });

describe('the answer of a script that ran in a page', () => {
  it('is refused when it is of another shape, whatever a page did to it', () => {
    for (const wrong of [null, 'text', [], {}, { ...answer, text: 7 }, { ...answer, adapter: 'NOBODY' }])
      expect(PageReading.safeParse(wrong).success).toBe(false);
    expect(PageReading.safeParse({ ...answer, text: 'a'.repeat(2_001) }).success).toBe(false);
    expect(PageReading.safeParse({ ...answer, authorHandle: 'a'.repeat(201) }).success).toBe(false);
  });

  it('becomes text that can be stored', () => {
    expect(parsed({ text: 'cut \ud83d' }).text.isWellFormed()).toBe(true);
    expect(parsed({ text: 'a\u0000b' }).text).toBe('ab');
    expect(parsed({ authorHandle: 'two\nlines' }).authorHandle).toBe('two lines');
  });

  it('keeps nothing for a language, a time or a number that is none', () => {
    expect(
      parsed({ language: 'not a tag!', postedAt: 'yesterday', counts: { likes: -3, views: 7 } }),
    ).toMatchObject({
      language: '',
      postedAt: '',
      counts: { likes: undefined, views: 7 },
    });
    expect(parsed({ counts: 'many' }).counts).toEqual({});
  });

  it('drops what nobody asked for', () => {
    expect(parsed({ picture: 'data:image/png;base64,AAAA' })).not.toHaveProperty('picture');
  });
});
