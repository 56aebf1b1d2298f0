import { neutralCell } from '@lapwing/store/batches/neutral-cell';
import { stringify } from 'csv-stringify/sync';
import type { PlainRow, Report } from './compose-report.ts';

const columns = [
  'table',
  'key',
  'name',
  'terms',
  'sent',
  'taken_down',
  'still_up',
  'half_within_hours',
  'nine_tenths_within_hours',
] as const;

/** Withheld is said; what is not part of a table, or not known yet, is an empty cell. */
const count = (value: number | null | undefined): string =>
  value === null ? 'withheld' : String(value ?? '');

function row(table: string, { key, name, terms, sent, takenDown, stillUp, times }: PlainRow): string[] {
  return [
    table,
    key ?? 'REST',
    name,
    terms.join(' '),
    String(sent),
    count(takenDown),
    count(stillUp),
    String(times?.medianHours ?? ''),
    String(times?.ninetiethHours ?? ''),
  ];
}

/**
 * The tables of a report for programs, one beneath the other, as the CSV of a batch is written: RFC 4180, UTF-8, no cell
 * that could be taken for a formula. What the report says in words are rows of the table "about".
 */
export function reportCsv(report: Report): string {
  const about = [
    { label: 'title', value: report.title },
    ...report.facts,
    ...report.paragraphs.map((value) => ({ label: '', value })),
    ...report.sections.flatMap(({ heading, paragraphs }) =>
      paragraphs.map((value) => ({ label: heading, value })),
    ),
  ].map(({ label, value }) => ['about', label, value, '', '', '', '', '', '']);
  const rows = report.sections.flatMap(({ table }) =>
    table === null ? [] : table.rows.map((one) => row(table.name, one)),
  );
  return stringify([[...columns], ...[...rows, ...about].map((cells) => cells.map(neutralCell))], {
    quoted: true,
    quoted_empty: true,
    record_delimiter: '\r\n',
  });
}
