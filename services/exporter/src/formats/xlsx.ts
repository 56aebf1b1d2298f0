import { fieldsOf, type Referral, type ReferralField, referralRow } from '@lapwing/contracts';
import { neutralCell } from '@lapwing/store/batches/neutral-cell';
import { type CellStyle, type CellValue, calculateRowHeight, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { Envelope } from '../envelope.ts';
import { composeLetter } from '../letter/compose-letter.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/** Widths in characters; a column not named here is as wide as its heading. */
const widths: Partial<Record<ReferralField, number>> = {
  referral_id: 38,
  platform: 12,
  content_type: 14,
  url_original: 56,
  url_canonical: 56,
  category_code: 26,
  policy_area: 30,
  explanation: 70,
  translation_en: 70,
  translation_th: 70,
  observed_at: 26,
  verified_live_at: 26,
  posted_at: 26,
  platform_content_id: 26,
  parent_id: 26,
  account_handle: 24,
  account_id: 24,
  group_id: 24,
  legal_basis: 40,
  hashes: 50,
  relation: 16,
  relates_to: 38,
};
const NARROWEST = 10;

/** Every cell finds its own direction, so that Arabic reads from the right beside Thai and English. */
const alignment = { vertical: 'top', wrapText: true, readingOrder: 'context' } as const;
/** `@`: a text stays a text when somebody edits the cell, however it begins. */
const plain: CellStyle = { numFmt: '@', alignment };
const number: CellStyle = { numFmt: '0', alignment: { ...alignment, horizontal: 'left' } };
const heading: CellStyle = {
  ...plain,
  font: { name: 'Calibri', size: 11, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7E9EC' } },
};

const title: CellStyle = { font: { name: 'Calibri', size: 14, bold: true } };
/** In points; spreadsheets allow no more. */
const TALLEST = 409;

/** Heights that show whole texts: not every spreadsheet looks for them itself when it opens a file. */
function rowHeights(rows: readonly CellValue[][], columns: readonly number[]): WriteSheet['rowDefs'] {
  // Lines break between words, so that a line holds somewhat less than its width.
  const columnWidths = columns.map((width) => width * 0.9);
  return new Map(
    rows.map((row, index) => [
      index,
      { height: Math.min(calculateRowHeight(row, { wrapText: true, columnWidths }), TALLEST) },
    ]),
  );
}

/**
 * Text as a cell can hold it: no formula, no control character but tab and line feed, nothing that XML forbids. What
 * looks like the escape of a spreadsheet for a character (`_x000D_`) is escaped itself, so that it reads as written.
 */
function cellText(text: string): string {
  const kept = text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?![\t\n])[\p{Cc}\uFFFE\uFFFF]/gu, '\uFFFD')
    .toWellFormed();
  return neutralCell(kept).replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

const cellOf = (text: string): CellValue => (text === '' ? null : cellText(text));

function rowOf(referral: Referral, fields: readonly ReferralField[]): CellValue[] {
  const texts = referralRow(referral, fields);
  return fields.map((field, column) =>
    field === 'severity' ? referral.severity : cellOf(texts[column] ?? ''),
  );
}

/** The rows of the CSV, with one heading that stays in sight. */
function referralSheet({ configuration, referrals }: Envelope): WriteSheet {
  const fields = fieldsOf(configuration.fields, referrals);
  const wide = fields.map((field) => Math.max(widths[field] ?? 0, field.length + 3, NARROWEST));
  const rows = [[...fields], ...referrals.map((referral) => rowOf(referral, fields))];
  return {
    name: 'referrals',
    columns: fields.map((field, column) => ({
      width: wide[column] ?? NARROWEST,
      style: field === 'severity' ? number : plain,
    })),
    rows,
    rowDefs: rowHeights(rows, wide),
    cells: new Map(
      fields.map((field, column) => [`0,${column}`, { value: field, type: 'string', style: heading }]),
    ),
    freezePane: { rows: 1 },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      printTitlesRow: '$1:$1',
    },
    headerFooter: printedMark(configuration.tlp),
  };
}

/** What the batch is, how far it may be passed on, and what each column means, in the recipient's language. */
function batchSheet(envelope: Envelope): WriteSheet {
  const { configuration } = envelope;
  const letter = composeLetter({ ...envelope, referrals: [] });
  const { messages } = letter;
  const facts: [string, string][] = [
    ...letter.facts.map(({ label, value }): [string, string] =>
      label === messages.entries ? [label, String(envelope.referrals.length)] : [label, value],
    ),
    ...(envelope.imminent
      ? [
          [messages.field.imminent_danger, messages.imminent] satisfies [string, string],
          ['', messages.article18] satisfies [string, string],
        ]
      : []),
    ['', messages.noMedia],
    ['', messages.goodFaith],
  ];
  const columns = fieldsOf(configuration.fields, envelope.referrals).map((field): [string, string] => [
    field,
    messages.field[field],
  ]);
  const rows = [...facts, ['', ''], ...columns].map((row) => row.map(cellOf));
  const wide = [26, 100];
  return {
    name: 'batch',
    columns: wide.map((width) => ({ width, style: plain })),
    rows: [[letter.title, null], ...rows],
    rowDefs: rowHeights([[null, null], ...rows], wide),
    cells: new Map([['0,0', { value: letter.title, type: 'string', style: title }]]),
    pageSetup: { paperSize: 'a4', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    headerFooter: printedMark(configuration.tlp),
  };
}

/** On every printed page: how far it may be passed on, and which page it is. */
const printedMark = (tlp: string): { oddHeader: string; oddFooter: string } => ({
  oddHeader: `&RTLP:${tlp}`,
  oddFooter: '&C&P / &N',
});

/** A workbook for people: the rows of the CSV on the first sheet, the batch and its columns explained on the second. */
export const xlsx: ExportFormatWriter = {
  format: 'xlsx',
  fileName: 'referrals.xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  always: [],
  async *write(envelope) {
    const createdAt = new Date(envelope.createdAt);
    yield await writeXlsx({
      sheets: [referralSheet(envelope), batchSheet(envelope)],
      // Without a date of ours the library would put its own, and the same envelope would give other bytes.
      properties: { creator: cellText(envelope.organisation.name), created: createdAt, modified: createdAt },
    });
  },
};
