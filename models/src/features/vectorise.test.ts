import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../normalise/normalise.ts';
import { chooseFeatures } from './feature-table.ts';
import { hashString } from './hash.ts';
import { tokenise } from './tokens.ts';
import { createVectoriser, distinctFeatures } from './vectorise.ts';

const words = (text: string): string[] => tokenise(normalise(text)).map((token) => token.text);

function tableOf(posts: [text: string, group: string][]) {
  return chooseFeatures(
    posts.map(([text, group]) => ({ hashes: distinctFeatures(text), group })),
    10_000,
  );
}

describe('features', () => {
  it('finds the words of Thai, which has no spaces', () => {
    expect(words('อากาศดีมาก')).toEqual(['อากาศ', 'ดี', 'มาก']);
  });

  it('keeps numbers, apostrophes and emoji as words', () => {
    expect(words("Don't wait 13 days 🙂")).toEqual(["don't", 'wait', '13', 'days', '🙂']);
  });

  it('knows only what occurs in two groups', () => {
    const table = tableOf([
      ['school camp', 'a'],
      ['school camp', 'a'],
      ['school bus', 'b'],
    ]);
    expect(table.rowOf(hashString('school'))).toBeGreaterThanOrEqual(0);
    expect(table.rowOf(hashString('camp'))).toBe(-1);
    expect(table.rowOf(hashString('bus'))).toBe(-1);
  });

  it('gives the same vector for the same text, with each block of length one', () => {
    const table = tableOf([
      ['ค่ายฤดูร้อนของโรงเรียน summer camp', 'a'],
      ['ค่ายฤดูร้อนของโรงเรียน summer camp', 'b'],
    ]);
    const vectorise = createVectoriser(table);
    const first = vectorise('ค่ายของโรงเรียน summer');
    expect(vectorise('ค่ายของโรงเรียน summer')).toEqual(first);
    const squares = first.values.reduce((sum, value) => sum + value * value, 0);
    expect(squares).toBeCloseTo(2, 5);
  });

  it('says which share of the words it knows', () => {
    const table = tableOf([
      ['family hotel', 'a'],
      ['family hotel', 'b'],
    ]);
    const vectorise = createVectoriser(table);
    expect(vectorise('family hotel').knownWords).toBe(1);
    expect(vectorise('family qwfp').knownWords).toBe(0.5);
    expect(vectorise('xyzzy qwfp').knownWords).toBe(0);
    expect(vectorise('  ')).toMatchObject({ tokens: 0, knownWords: 0 });
  });

  it('finds every row of a table by its hash', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(0xffffffff), { maxLength: 200 }), (hashes) => {
        const posts = ['a', 'b'].map((group) => ({ hashes: Uint32Array.from(hashes), group }));
        const table = chooseFeatures(posts, 1000);
        expect([...table.hashes]).toEqual([...hashes].sort((a, b) => a - b));
        for (const [row, hash] of table.hashes.entries()) expect(table.rowOf(hash)).toBe(row);
      }),
    );
  });
});
