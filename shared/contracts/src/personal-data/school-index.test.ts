import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSchools, indexSchools, keysOfSchool } from './school-index.ts';

const listOf = (names: readonly string[]) => indexSchools(names.flatMap(keysOfSchool));
/** All invented. */
const list = listOf([
  'โรงเรียนบ้านนา',
  'บ้านหนองตัวอย่าง',
  'บ้านหนองตัวอย่างแดง',
  'โรงเรียนนา',
  'น้ำใสวิทยา',
  'วัดตัวอย่าง ๒',
  'วัดนา',
  'แม่ตัวอย่าง',
  'Green Valley School',
  'UWX',
  'École Sainte-Example',
  '42 School',
]);
const found = (text: string) => findSchools(list, text).map(({ start, end }) => text.slice(start, end));

describe('a listed school', () => {
  it.each([
    ['with or without the word for school, which is part of it', 'เรียนโรงเรียนบ้านนามาก่อน', ['โรงเรียนบ้านนา']],
    ['behind the short word', 'อยู่ ร.ร. บ้านนา', ['ร.ร. บ้านนา']],
    ['without the word', 'เรียนที่บ้านนา', ['บ้านนา']],
    ['inside a sentence without spaces', 'เจอกันที่บ้านหนองตัวอย่างพรุ่งนี้', ['บ้านหนองตัวอย่าง']],
    ['the longest of two', 'เรียนบ้านหนองตัวอย่างแดงและเล่น', ['บ้านหนองตัวอย่างแดง']],
    ['with spaces inside', 'บ้าน หนอง ตัวอย่าง', ['บ้าน หนอง ตัวอย่าง']],
    ['too short to stand alone, behind a word for school', 'ร.ร.นา อยู่ไกล', ['ร.ร.นา']],
    ['with sara am in two characters', 'น้\u0e4d\u0e32ใสวิทยา', ['น้\u0e4d\u0e32ใสวิทยา']],
    ['with the marks the other way round', 'น\u0e4d\u0e49\u0e32ใสวิทยา', ['น\u0e4d\u0e49\u0e32ใสวิทยา']],
    ['with sara ae in two characters', 'เเม่ตัวอย่าง', ['เเม่ตัวอย่าง']],
    ['with the digit of the other script', 'วัดตัวอย่าง 2', ['วัดตัวอย่าง 2']],
    ['in small letters', 'at green valley school.', ['green valley school']],
    ['without its accents', 'ecole sainte example', ['ecole sainte example']],
    [
      'with its accents in characters of their own',
      'E\u0301cole Sainte-Example',
      ['E\u0301cole Sainte-Example'],
    ],
    ['with what has no width inside', 'UW\u200bX!', ['UW\u200bX']],
    ['that begins with a digit', 'the 42 school', ['42 school']],
    ['twice', 'UWX, then uwx', ['UWX', 'uwx']],
  ])('is found %s', (_how, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ['within a longer Latin word', 'Evergreen Valley School, UWXY'],
    ['within a longer number', 'the 142 school'],
    ['when it is too short and nothing says that it is a school', 'นาข้าวเขียว'],
    ['when a vowel goes on after it', 'เรียนที่บ้านหนองตัวอย่างะ'],
    ['when a short one is part of another word', 'เขาไปวัดนานมาก'],
    ['in nothing', ''],
  ])('is not found %s', (_how, text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['behind a word for school', 'สภ.บ้านหนองตัวอย่าง ข้าง รร.บ้านหนองตัวอย่าง', ['รร.บ้านหนองตัวอย่าง']],
    ['where the shortest name needs that word anyway', 'ที่โรงเรียนนา', ['โรงเรียนนา']],
    ['behind its grade, too', 'ครูโรงเรียนประถมบ้านหนองตัวอย่าง', ['บ้านหนองตัวอย่าง']],
    ['by a kind of school at its end', 'หน้าน้ำใสวิทยา', ['น้ำใสวิทยา']],
    ['not where that is the name of a science', 'น้ำใสวิทยาศาสตร์', []],
    ['by a kind of school in it', 'at green valley school', ['green valley school']],
    ['by one behind it', 'UWX academy; UWX desk', ['UWX']],
    ['by one before it', 'College of UWX', ['UWX']],
    ['not by a longer word', 'UWX schooling', []],
    ['not within an office of its district', 'สถานีตำรวจภูธรบ้านหนองตัวอย่าง', []],
  ])('is found, where it must be called a school, %s', (_how, text, expected) => {
    const places = findSchools(list, text, { onlyCalled: true });
    expect(places.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });

  it('is found wherever it stands between other words, and nothing else is', () => {
    const words = fc.array(fc.constantFrom('asks', 'for', 'secrecy', '300', 'baht,', 'ขอ', 'ความลับ', '🐦'), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        words,
        words,
        fc.constantFrom('UWX', 'บ้านหนองตัวอย่าง', 'Green Valley School'),
        (a, b, name) => {
          expect(found([...a, name, ...b].join(' '))).toEqual([name]);
          expect(found([...a, ...b].join(' '))).toEqual([]);
        },
      ),
    );
  });

  it('is the same as one by one, in whatever list', () => {
    const syllable = fc.constantFrom('บ้าน', 'วัด', 'หนอง', 'ตัวอย่าง', 'น้ำ', 'ก', 'School', 'Ab', '1');
    const name = fc.array(syllable, { minLength: 1, maxLength: 4 }).map((all) => all.join(''));
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 20 }),
        fc.array(syllable, { maxLength: 12 }),
        (names, parts) => {
          const text = parts.join(' ');
          const together = findSchools(listOf(names), text).length > 0;
          expect(together).toBe(names.some((one) => findSchools(listOf([one]), text).length > 0));
        },
      ),
    );
  });

  it('gives places in order and apart, of any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 })),
        (text, names) => {
          let end = 0;
          for (const place of findSchools(listOf([...names, text]), text)) {
            expect(place.start).toBeGreaterThanOrEqual(end);
            expect(place.end).toBeGreaterThan(place.start);
            end = place.end;
          }
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });

  it.each(['', '  ', '...', '12', '12345', 'AB', 'โรงเรียน', 'รร.', 'นา', 'กขค', '🐦🐦🐦🐦'])(
    'cannot be called "%s"',
    (name) => {
      expect(keysOfSchool(name)).toEqual([]);
    },
  );
});
