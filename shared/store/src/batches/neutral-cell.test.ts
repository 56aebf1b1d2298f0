import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralCell } from './neutral-cell.ts';

describe('neutralCell', () => {
  it.for([
    '=1+1',
    '+66 2 123',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    ' =1',
    '\u200b=1',
    '\ufeff@x',
  ])('puts an apostrophe before %j', (text) => {
    expect(neutralCell(text)).toBe(`'${text}`);
  });

  it.for(['', 'plain', 'https://example.com/?a=1', 'ข้อความ', '😀', "'=1", 'a=1'])(
    'leaves %j alone',
    (text) => {
      expect(neutralCell(text)).toBe(text);
    },
  );

  it('never gives a cell that begins with what a spreadsheet computes, and never loses a character', () => {
    const start = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '＝',
      '＋',
      '－',
      '＠',
      ' ',
      '\u00a0',
      '',
    );
    fc.assert(
      fc.property(fc.array(start, { maxLength: 4 }), fc.string({ unit: 'binary' }), (lead, rest) => {
        const text = lead.join('') + rest;
        const cell = neutralCell(text);
        expect(cell === text || cell === `'${text}`).toBe(true);
        expect(cell.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/u);
        expect(cell).not.toMatch(/^[\t\r\n]/);
      }),
    );
  });
});
