import { describe, expect, it } from 'vitest';
import { decode, encodingOf, readTable, separatorOf } from './read-outcome-file.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, { big = false, mark = true } = {}) => {
  const units = mark ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(units.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < units.length; index += 1)
    view.setUint16(index * 2, units.charCodeAt(index), !big);
  return bytes;
};
/** Thai letters lie in Windows-874 in the order of Unicode, from 0xA1. */
const windows874 = (text: string) =>
  Uint8Array.from(
    [...text].map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 0x80 ? code : code - 0x0e01 + 0xa1;
    }),
  );
const thai = 'เลขที่,ผล\n1,ลบแล้ว\n';

describe('the encoding of a file', () => {
  it.each([
    ['UTF-8', utf8(thai), 'utf-8'],
    ['UTF-8 with a mark', utf8(`\ufeff${thai}`), 'utf-8'],
    ['UTF-16, little end first', utf16(thai), 'utf-16le'],
    ['UTF-16, big end first', utf16(thai, { big: true }), 'utf-16be'],
  ] as const)('%s is known, and the text comes without a mark', (_name, bytes, encoding) => {
    expect(encodingOf(bytes)).toBe(encoding);
    expect(decode(bytes, encoding)).toBe(thai);
  });

  it.each([
    ['Windows-874', windows874(thai), 'windows-874', thai],
    ['UTF-16 without a mark', utf16(thai, { mark: false }), 'utf-16le', thai],
    [
      'Latin letters in UTF-16 without a mark',
      utf16('id,result\n', { mark: false }),
      'utf-16le',
      'id,result\n',
    ],
    ['Windows-1252', Uint8Array.from([0x72, 0xe9, 0x66]), 'windows-1252', 'réf'],
  ] as const)('%s is left to a person', (_name, bytes, encoding, text) => {
    expect(encodingOf(bytes)).toBeNull();
    expect(decode(bytes, encoding)).toBe(text);
  });

  it('that does not fit gives no text', () => {
    expect(decode(windows874(thai), 'utf-8')).toBeNull();
  });
});

describe('the table of a file', () => {
  it('has cells in the order of the headings, and knows where each line begins', () => {
    const text = 'id,note \r\n1,"two\nlines, and ""quotes"""\r\n\r\n2,plain\r\n';
    expect(readTable(text, ',')).toEqual({
      ok: true,
      table: {
        headings: ['id', 'note'],
        lines: [
          { line: 2, cells: ['1', 'two\nlines, and "quotes"'] },
          { line: 5, cells: ['2', 'plain'] },
        ],
      },
    });
  });

  it.each([
    ['a,b\n1,2\n', ','],
    ['a;b;c,d\n', ';'],
    ['a\tb\n1\t2,3,4\n', '\t'],
    ['alone\n', ','],
  ] as const)('of %j is separated by %j', (text, separator) => {
    expect(separatorOf(text)).toBe(separator);
  });

  it.each([
    ['', { problem: 'empty' }],
    ['id,result\n', { problem: 'empty' }],
    ['id,result\n1,"open\n2,x\n', { problem: 'quoteNotClosed', line: 3 }],
    ['id,result\n1,x"y\n', { problem: 'quoteInside', line: 2 }],
    ['id,result\n1,x\n2\n', { problem: 'cells', line: 3 }],
    ['id,result,id\n1,x,2\n', { problem: 'headingTwice', heading: 'id' }],
    [`id\n${'x\n'.repeat(1001)}`, { problem: 'tooManyLines', count: 1001 }],
  ])('of %j is refused with the place', (text, problem) => {
    expect(readTable(text, ',')).toEqual({ ok: false, ...problem });
  });
});
