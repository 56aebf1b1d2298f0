import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { referralRow } from '@lapwing/contracts';
import { neutralCell } from '@lapwing/store/batches/neutral-cell';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../envelope.ts';
import {
  bareReferral,
  imminentReferral,
  inventEnvelope,
  inventReferral,
} from '../testing/invented-envelope.ts';
import { sheetsOfXlsx, type WorkbookParts } from '../testing/sheets-of-xlsx.ts';
import { xlsx } from './xlsx.ts';

const workbookOf = async (envelope: Envelope): Promise<WorkbookParts> =>
  sheetsOfXlsx(await buffer(Readable.from(xlsx.write(envelope))));
const sheetXml = ({ parts }: WorkbookParts): string => parts.get('xl/worksheets/sheet1.xml') ?? '';

describe('xlsx', () => {
  it('has the rows of the CSV: the fields in the order of the recipient, ids as text, severity as a number', async () => {
    const workbook = await workbookOf(
      inventEnvelope([inventReferral({ accountId: '100000000000000077' }), bareReferral()], {
        configuration: { fields: ['severity', 'account_id', 'url_original', 'imminent_danger'] },
      }),
    );
    expect([...workbook.sheets.keys()]).toEqual(['referrals', 'batch']);
    const url = 'https://m.facebook.com/lapwing.example/posts/1001?ref=share';
    expect(workbook.sheets.get('referrals')).toEqual([
      ['severity', 'account_id', 'url_original', 'imminent_danger'],
      ['2', '100000000000000077', url, 'no'],
      ['2', '', url, 'no'],
    ]);
    expect(sheetXml(workbook)).toMatch(/<c r="A2"(?![^>]* t=)[^>]*><v>2<\/v>/);
    expect(sheetXml(workbook)).toMatch(/<c r="B2"[^>]* t="s"/);
  });

  it('keeps the heading in sight, wraps, and lets every cell find its direction', async () => {
    const workbook = await workbookOf(inventEnvelope([inventReferral()]));
    expect(sheetXml(workbook)).toMatch(/<pane ySplit="1"[^>]*state="frozen"/);
    const styles = workbook.parts.get('xl/styles.xml') ?? '';
    expect(styles).toMatch(/<alignment[^>]*readingOrder="0"/);
    expect(styles).toMatch(/wrapText="(?:1|true)"/);
    expect(styles).toMatch(/numFmtId="49"|formatCode="@"/);
  });

  it('says on its second sheet what the batch is and what each column means, in the language of the recipient', async () => {
    const { sheets } = await workbookOf(
      inventEnvelope([imminentReferral()], {
        configuration: { language: 'th', fields: ['url_original', 'severity'] },
      }),
    );
    const about = sheets.get('batch') ?? [];
    expect(about).toContainEqual(['จำนวนรายการ', '1']);
    expect(about.at(-1)).toEqual(['severity', 'ความรุนแรง']);
    expect(about.flat().join()).toContain('TLP:AMBER');
  });

  it('gives back any text as it was, control characters apart, and computes and links nothing', {
    timeout: 60_000,
  }, async () => {
    const start = fc.constantFrom(
      '',
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '＝',
      ' =',
      '<b>',
      '&amp;',
      '_x000D_',
      '__proto__',
      'constructor',
    );
    const words = fc
      .tuple(start, fc.string({ unit: 'binary', maxLength: 60 }))
      .map((two) => two.join('').replaceAll('\u0000', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 20 }), async (explanations) => {
        const referrals = explanations.map((explanation) => ({
          ...inventReferral(),
          explanation,
          accountHandle: explanation,
        }));
        const envelope = inventEnvelope(referrals, {
          configuration: { fields: ['explanation', 'account_handle'] },
        });
        const { fields } = envelope.configuration;
        const workbook = await workbookOf(envelope);
        const [, ...rows] = workbook.sheets.get('referrals') ?? [];
        const shown = referrals.map((referral) =>
          referralRow(referral, fields).map((cell) =>
            neutralCell(
              cell
                .replaceAll(/\r\n?/g, '\n')
                .replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, (one) => (/[\t\n]/.test(one) ? one : '\uFFFD')),
            ),
          ),
        );
        expect(rows).toEqual(shown);
        for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u);
        expect(sheetXml(workbook)).not.toMatch(/<f[ >]|<hyperlink/);
      }),
      { numRuns: 25 },
    );
  });

  it('carries no macro, no link to outside, and no date but that of the batch', async () => {
    const { parts } = await workbookOf(inventEnvelope([inventReferral()]));
    const all = [...parts].join('\n');
    expect(all).not.toMatch(/vbaProject|TargetMode="External"|externalLink|<oleObject|<ddeLink/);
    const dates = parts.get('docProps/core.xml')?.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g);
    expect(new Set(dates)).toEqual(new Set(['2026-01-31T10:00:00Z']));
  });
});
