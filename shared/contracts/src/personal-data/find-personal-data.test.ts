import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalData, unconfirmed } from './find-personal-data.ts';

const found = (text: string) => findPersonalData(text).map(({ kind, text: words }) => [kind, words]);

// All invented; the domains end in .example.
describe('findPersonalData', () => {
  it.each([
    ['Offers work by e-mail: ada.example+1@mail.example.', [['EMAIL', 'ada.example+1@mail.example']]],
    ['เขียนถึง ada@mail.example ได้', [['EMAIL', 'ada@mail.example']]],
    ['asks to call 081-234-5678 at night', [['PHONE', '081-234-5678']]],
    ['asks to call 0812345678', [['PHONE', '0812345678']]],
    [
      'gives +66 2 123 4567 and (+62) 812-3456-7890',
      [
        ['PHONE', '+66 2 123 4567'],
        ['PHONE', '(+62) 812-3456-7890'],
      ],
    ],
    ['โทร ๐๘๑-๒๓๔-๕๖๗๘', [['PHONE', '๐๘๑-๒๓๔-๕๖๗๘']]],
    ['shows a card with 1-2345-67890-12-1', [['NATIONAL_ID', '1-2345-67890-12-1']]],
    ['เลขบัตร ๑๒๓๔๕๖๗๘๙๐๑๒๑', [['NATIONAL_ID', '๑๒๓๔๕๖๗๘๙๐๑๒๑']]],
    ['names the child, ด.ช. สมมุติ ตัวอย่าง', [['NAME', 'ด.ช. สมมุติ ตัวอย่าง']]],
    ['ผู้โพสต์คือนายสมมุติ ตัวอย่าง', [['NAME', 'นายสมมุติ ตัวอย่าง']]],
    ['บอกชื่อเล่นว่าตัวอย่าง', [['NAME', 'ชื่อเล่นว่าตัวอย่าง']]],
    ['a child named Mali Example', [['NAME', 'Mali Example']]],
    ['The account belongs to Mr. Example.', [['NAME', 'Mr. Example']]],
    ['Station 9, Pol. Lt. Col. Anan Example', [['NAME', 'Pol. Lt. Col. Anan Example']]],
    ['told Detective Sergeant Example at the desk', [['NAME', 'Detective Sergeant Example']]],
    ['แจ้ง ร.ต.อ. สมมุติ ตัวอย่าง แล้ว', [['NAME', 'ร.ต.อ. สมมุติ ตัวอย่าง']]],
    ['แจ้ง ด.ต.สมมุติ', [['NAME', 'ด.ต.สมมุติ']]],
    ['goes to Green Valley School', [['SCHOOL', 'Green Valley School']]],
    ['เรียนที่โรงเรียนบ้านตัวอย่าง', [['SCHOOL', 'โรงเรียนบ้านตัวอย่าง']]],
  ])('finds it in "%s"', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    'The account asks for the age of children and for secrecy.',
    'Seen on 2026-03-04 at 10:20; offers 300 baht for a meeting.',
    'Post 123456789012345 of the group, comment 2 of 14.',
    'The handle @somebody is repeated in four groups.',
    'A bus waits at the school; pupils of a primary school are asked for pictures of their room.',
    'The High School and a Primary School are mentioned without their names.',
    'เด็กหญิงอายุ 12 ปี ถูกขอให้เก็บเป็นความลับ',
    'นายหน้าจัดหางาน ติดต่อเด็กในโรงเรียนแห่งหนึ่ง',
    'น้องๆ ในกลุ่มถูกชวนย้ายไปแชตส่วนตัว',
    'Office of the Inspector General, Col pass; the sergeant of station 9.',
    'สภ.ต.บางตัวอย่าง และ สน.ตัวอย่าง',
    'Number 1-2345-67890-12-2 has a wrong check digit.',
    '',
  ])('finds nothing in "%s"', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('gives places that hold what it says, in order and apart', () => {
    const pieces = fc.constantFrom(
      'ada@mail.example',
      '081-234-5678',
      '๐๘๑๒๓๔๕๖๗๘',
      '1234567890121',
      'ด.ช. สมมุติ ตัวอย่าง',
      'Miss Example',
      'Green Valley School',
      'words',
      'คำ',
      '🐦',
      ' ',
      '-',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 12 }).map((all) => all.join(' ')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          let end = 0;
          for (const one of findPersonalData(text)) {
            expect(one.start).toBeGreaterThanOrEqual(end);
            expect(one.end).toBeGreaterThan(one.start);
            expect(text.slice(one.start, one.end)).toBe(one.text);
            end = one.end;
          }
        },
      ),
    );
  });

  it('finds an address and a number wherever they stand between other words', () => {
    const words = fc.array(fc.constantFrom('asks', 'for', 'secrecy', 'เด็ก', 'บอก', '300', 'baht,'), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        words,
        words,
        fc.constantFrom('ada@mail.example', '+66 81 234 5678'),
        (before, after, data) => {
          const text = [...before, '|', data, '|', ...after].join(' ');
          expect(findPersonalData(text).map((one) => one.text)).toContain(data);
        },
      ),
    );
  });

  it('is not slowed down by a text made to slow it down', () => {
    const texts = [
      'a.'.repeat(500),
      `${'a'.repeat(999)}@`,
      'Ab '.repeat(333),
      '1-'.repeat(500),
      'นายกก '.repeat(160),
    ];
    for (const text of texts) expect(findPersonalData(text).length).toBeLessThan(1000);
  });
});

describe('unconfirmed', () => {
  it('leaves out what was confirmed word by word', () => {
    const text = 'Call 081-234-5678 or write to ada@mail.example';
    expect(unconfirmed(text, ['081-234-5678']).map(({ kind }) => kind)).toEqual(['EMAIL']);
    expect(unconfirmed(text, ['081 234 5678', 'ada@mail.example']).map(({ kind }) => kind)).toEqual([
      'PHONE',
    ]);
  });
});
