import { type Category, categories, type ScoreSpan } from '@lapwing/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mark, marksOf, strongestOf } from './marks.ts';

/** The stretch that these words are of a text. */
const on = (text: string, words: string, weight: number, category: Category = 'GROOMING'): ScoreSpan => {
  const start = text.indexOf(words);
  return { start, end: start + words.length, weight, category };
};
const marked = (text: string, spans: readonly ScoreSpan[]) => marksOf(text, spans, strongestOf(spans));
const wordsOf = (text: string, marks: readonly Mark[]) =>
  marks.map(({ start, end }) => text.slice(start, end));

describe('marksOf', () => {
  it('tells what raised the score from what lowered it, and how much', () => {
    const text = 'Keep it secret, the school camp has places';
    const marks = marked(text, [
      on(text, 'secret', 3),
      on(text, 'school', -1.5),
      on(text, 'camp', 0.5),
      on(text, 'places', 0.2),
    ]);
    expect(marks.map(({ direction, strength }) => `${direction} ${strength}`)).toEqual([
      'RAISED 3',
      'LOWERED 2',
      'RAISED 1',
    ]);
    expect(wordsOf(text, marks)).toEqual(['secret', 'school', 'camp']);
  });

  it('joins neighbouring words that say the same, within a line', () => {
    const text = 'keep this secret\nsecret, ok';
    const marks = marked(text, [
      on(text, 'keep', 1),
      on(text, 'this', 0.4),
      on(text, 'secret', 3),
      { start: 17, end: 23, weight: 3, category: 'GROOMING' },
    ]);
    expect(wordsOf(text, marks)).toEqual(['keep this secret', 'secret']);
    expect(marks[0]).toMatchObject({ strength: 3, weight: 3 });
  });

  it('adds up what overlaps, and shows the strongest category of it', () => {
    const text = 'abcdef';
    const marks = marked(text, [
      { start: 0, end: 4, weight: 1, category: 'GROOMING' },
      { start: 2, end: 6, weight: 1, category: 'GROOMING' },
      { start: 4, end: 6, weight: -2, category: 'CHILD_MARRIAGE' },
    ]);
    expect(marks).toMatchObject([
      { start: 0, end: 4, category: 'GROOMING', weight: 2 },
      { start: 4, end: 6, category: 'CHILD_MARRIAGE', direction: 'LOWERED' },
    ]);
  });

  it.each([
    ['a Thai vowel and tone', 'ที่นี่', 0, 1, 'ที่'],
    ['a surrogate pair', 'a🌊b', 2, 3, '🌊'],
    ['an emoji of several', 'a👩‍👧b', 3, 4, '👩‍👧'],
    ['a combining accent', 'cafe\u0301!', 4, 5, 'e\u0301'],
    ['a flag', '🇹🇭 ok', 2, 4, '🇹🇭'],
  ])('never splits %s', (_what, text, start, end, whole) => {
    expect(wordsOf(text, marked(text, [{ start, end, weight: 1, category: 'GROOMING' }]))).toEqual([whole]);
  });

  it('marks nothing outside of the text', () => {
    expect(marked('abc', [{ start: 5, end: 9, weight: 1, category: 'GROOMING' }])).toEqual([]);
    expect(marked('abc', [{ start: 1, end: 9, weight: 1, category: 'GROOMING' }])).toMatchObject([
      { start: 1, end: 3 },
    ]);
    expect(marked('', [])).toEqual([]);
  });

  it('gives marks in order that do not overlap, of whole characters, and leaves out nothing that weighs', () => {
    const character = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }),
      fc.constantFrom('ที่', 'น้ำ', 'กุ์', '👩‍👩‍👧', '🇹🇭', 'e\u0301', '\r\n', ' '),
    );
    const stretch = fc.record({
      start: fc.nat(60),
      length: fc.integer({ min: 1, max: 12 }),
      weight: fc.double({ min: -4, max: 4, noNaN: true }),
      category: fc.constantFrom(...categories.slice(0, 3)),
    });
    fc.assert(
      fc.property(
        fc.array(character, { maxLength: 40 }),
        fc.array(stretch, { maxLength: 12 }),
        (parts, given) => {
          const text = parts.join('');
          const spans = given.map(({ length, ...rest }) => ({ ...rest, end: rest.start + length }));
          const marks = marked(text, spans);
          const boundaries = new Set([
            ...[...new Intl.Segmenter('th', { granularity: 'grapheme' }).segment(text)].map(
              ({ index }) => index,
            ),
            text.length,
          ]);
          let before = 0;
          for (const { start, end } of marks) {
            expect(start).toBeGreaterThanOrEqual(before);
            expect(end).toBeGreaterThan(start);
            expect([start, end].every((at) => boundaries.has(at))).toBe(true);
            before = end;
          }
          expect(before).toBeLessThanOrEqual(text.length);
          // A stretch that stands alone and weighs enough is marked from its first to its last character.
          const [alone] = spans;
          if (spans.length === 1 && alone && alone.weight !== 0 && alone.start < text.length)
            expect(
              marks.some((mark) => mark.start <= alone.start && mark.end >= Math.min(alone.end, text.length)),
            ).toBe(true);
        },
      ),
    );
  });
});
