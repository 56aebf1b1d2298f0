import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lacksCharacters, type Measure, setText } from './set-text.ts';

/** Every character is one point wide. */
const measure: Measure = ({ text }) => [...text].length;
const lines = (text: string, width: number): string[] =>
  setText(text, 'regular', width, measure).map((line) => line.text);
const drawn = (text: string): string =>
  setText(text, 'regular', 10_000, measure)
    .flatMap(({ runs }) => runs.map((run) => run.text))
    .join('');

describe('setText', () => {
  it('breaks at spaces and leaves punctuation with its word', () => {
    expect(lines('one two, three.', 8)).toEqual(['one two,', 'three.']);
  });

  it('breaks Thai between words, never before a vowel or tone mark', () => {
    const text = 'ผู้ใหญ่ที่ดูแลเด็กไม่ทราบเรื่อง';
    for (const width of [8, 11, 14]) {
      const broken = lines(text, width);
      expect(broken.join('')).toBe(text);
      for (const line of broken) expect(line).not.toMatch(/^\p{M}/u);
    }
  });

  it('cuts what is wider than a line, and only that', () => {
    expect(lines(`see https://${'x'.repeat(20)} there`, 12)).toEqual([
      'see',
      'https://xxxx',
      'xxxxxxxxxxxx',
      'xxxx there',
    ]);
  });

  it('puts the marks of Thai SARA AM beside each other instead of over each other', () => {
    expect(drawn('น้ำ')).toBe('น\u0e4d\u0e49\u0e32');
    expect(drawn('กำ')).toBe('กำ');
  });

  it('gives characters that no typeface has by their numbers, and drops what has no shape', () => {
    expect(drawn('a😀b')).toBe('a[U+1F600]b');
    expect(drawn('x\u200b\u202ey')).toBe('xy');
    expect([lacksCharacters('ไทย, English, Tiếng Việt, русский'), lacksCharacters('مرحبا')]).toEqual([
      false,
      true,
    ]);
  });

  it('loses no word and keeps every line within the width, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 120 }),
        fc.integer({ min: 20, max: 60 }),
        (text, width) => {
          const set = setText(text, 'regular', width, measure);
          expect(
            set
              .map((line) => line.text)
              .join('')
              .replaceAll(/\s/g, ''),
          ).toBe(text.replaceAll(/\s/g, ''));
          for (const { runs, text: line } of set) {
            const used = runs.reduce((sum, run) => sum + measure(run), 0);
            // One grapheme may be wider than a line, when all its code points are spelled as numbers.
            if ([...new Intl.Segmenter().segment(line)].length > 1) expect(used).toBeLessThanOrEqual(width);
          }
        },
      ),
    );
  });
});
