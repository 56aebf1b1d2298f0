import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { disguise } from './disguise.ts';

describe('disguise', () => {
  it('changes some words and keeps what it is about: as many letters or nearly so, in the same order of words', () => {
    const text = 'please remember to bring your homework and the permission letter tomorrow morning';
    const random = createRandom(5);
    const copies = Array.from({ length: 40 }, () => disguise(text, 'en', random));
    expect(copies.filter((copy) => copy !== text).length).toBeGreaterThan(30);
    expect(copies.some((copy) => !copy.includes(' '))).toBe(true);
    for (const copy of copies) expect(copy.replace(/[ .]/g, '').length).toBeGreaterThan(text.length / 2);
  });

  it('leaves marks off in Vietnamese and Thai, and never splits a Thai letter from its vowel', () => {
    const random = createRandom(6);
    const vietnamese = Array.from({ length: 30 }, () => disguise('đừng nói với mẹ nhé', 'vi', random));
    expect(vietnamese).toContain('dung noi voi me nhe');
    const thai = Array.from({ length: 60 }, () => disguise('กินข้าวเช้าที่บ้านน้อง', 'th', random));
    expect(thai.some((copy) => !/[\u0E48-\u0E4B]/.test(copy))).toBe(true);
    for (const copy of thai) expect(copy).not.toMatch(/[ .]\p{M}/u);
  });

  it('is the same for the same seed', () => {
    const twice = [1, 2].map(() => disguise('the same words again and again', 'en', createRandom(9)));
    expect(twice[0]).toBe(twice[1]);
  });
});
