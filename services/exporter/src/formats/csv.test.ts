import { referralRow } from '@lapwing/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventEnvelope, inventReferral } from '../testing/invented-envelope.ts';
import { csv } from './csv.ts';

const textOf = async (envelope: Parameters<typeof csv.write>[0]): Promise<string> => {
  const parts: Uint8Array[] = [];
  for await (const bytes of csv.write(envelope)) parts.push(bytes);
  return Buffer.concat(parts).toString('utf8');
};

/** A reader of RFC 4180 of its own, so that the writer is not checked against itself. */
const parse = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, cell = '', end] of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    row.push(cell.replaceAll('""', '"'));
    if (end === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
};

describe('csv', () => {
  it('is RFC 4180 without a byte order mark, with the fields in the order of the recipient', async () => {
    const envelope = inventEnvelope([inventReferral()], {
      configuration: { fields: ['url_original', 'referral_id', 'explanation'] },
    });
    expect(await textOf(envelope)).toBe(
      '"url_original","referral_id","explanation"\r\n' +
        '"https://m.facebook.com/lapwing.example/posts/1001?ref=share","01990000-0000-7000-8000-000000000001",' +
        '"The account asks children for their age, asks for secrecy and offers gifts for contact."\r\n',
    );
  });

  it('gives back every text as it was, or with one apostrophe before what a spreadsheet would compute', async () => {
    const lead = fc.constantFrom(
      '',
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '＝',
      '＠',
      ' =',
      '"',
      ',',
      '\r\n',
    );
    const words = fc
      .tuple(lead, fc.string({ unit: 'grapheme' }))
      .map(([first, rest]) => (first + rest).slice(0, 1000));
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 20 }), async (explanations) => {
        fc.pre(explanations.every((explanation) => explanation.isWellFormed()));
        const referrals = explanations.map((explanation) => ({ ...inventReferral(), explanation }));
        const envelope = inventEnvelope(referrals);
        const { fields } = envelope.configuration;
        const [header, ...rows] = parse(await textOf(envelope));
        expect(header).toEqual(fields);
        expect(rows.length).toBe(referrals.length);
        for (const [index, row] of rows.entries()) {
          const plain = referralRow(referrals[index] ?? inventReferral(), fields);
          for (const [column, cell] of row.entries()) {
            expect([plain[column], `'${plain[column]}`]).toContain(cell);
            expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});
