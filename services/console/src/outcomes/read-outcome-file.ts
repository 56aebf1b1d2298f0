import { MAX_OUTCOME_LINES } from '@lapwing/contracts';
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { z } from 'zod';

/** Largest file that is read, in bytes: a thousand lines with long notes. */
export const MAX_FILE_BYTES = 2 * 1024 * 1024;

/** Ways in which recipients write characters as bytes. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-874', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

const marks: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

/**
 * How a file is written: what its byte order mark says, else UTF-8 where all of it is that. Null where only a person
 * can tell, by looking: one-byte encodings fit any bytes.
 */
export function encodingOf(bytes: Uint8Array): Encoding | null {
  const marked = marks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
  if (marked) return marked.encoding;
  const text = decode(bytes, 'utf-8');
  // Latin letters in UTF-16 without a mark are UTF-8 too, with a NUL after each.
  return text === null || text.includes('\0') ? null : 'utf-8';
}

/** The text of a file, without a byte order mark; null where its bytes are not of that encoding. */
export function decode(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

export const separators = [',', ';', '\t'] as const;
export type Separator = (typeof separators)[number];

/** What separates the cells of a file: what its first line has most of. A person can choose another. */
export function separatorOf(text: string): Separator {
  const heading = text.split(/\r\n|\n|\r/, 1)[0] ?? '';
  const counts = separators.map((separator) => ({ separator, count: heading.split(separator).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).separator;
}

/** A line of a file: where it begins, from 1, and its cells in the order of the headings. */
export interface FileLine {
  line: number;
  cells: readonly string[];
}

export interface OutcomeTable {
  headings: readonly string[];
  lines: readonly FileLine[];
}

/** Why a file cannot be read as a table. `line` is where, `count` how many there are. */
export type TableProblem =
  | { problem: 'quoteNotClosed' | 'quoteInside' | 'cells' | 'unreadable'; line: number }
  | { problem: 'headingTwice'; heading: string }
  | { problem: 'tooManyLines'; count: number }
  | { problem: 'empty' };

const Records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));

/** What the parser's errors say of where. */
const Place = z.object({ lines: z.int() }).catch({ lines: 1 });

const problemOfCode = new Map<string, 'quoteNotClosed' | 'quoteInside' | 'cells'>([
  ['CSV_QUOTE_NOT_CLOSED', 'quoteNotClosed'],
  ['INVALID_OPENING_QUOTE', 'quoteInside'],
  ['CSV_INVALID_CLOSING_QUOTE', 'quoteInside'],
  ['CSV_RECORD_INCONSISTENT_FIELDS_LENGTH', 'cells'],
]);

/** The table in a text: a line of headings, then lines with as many cells. Empty lines are passed over. */
export function readTable(
  text: string,
  separator: Separator,
): { ok: true; table: OutcomeTable } | ({ ok: false } & TableProblem) {
  let records: z.infer<typeof Records>;
  try {
    records = Records.parse(parse(text, { delimiter: separator, info: true, skip_empty_lines: true }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const problem = problemOfCode.get(error.code) ?? 'unreadable';
    return { ok: false, problem, line: Place.parse(error).lines };
  }
  const [heading, ...rest] = records;
  if (heading === undefined || rest.length === 0) return { ok: false, problem: 'empty' };
  const headings = heading.record.map((name) => name.trim());
  const twice = headings.find((name, index) => name !== '' && headings.indexOf(name) !== index);
  if (twice !== undefined) return { ok: false, problem: 'headingTwice', heading: twice };
  if (rest.length > MAX_OUTCOME_LINES) return { ok: false, problem: 'tooManyLines', count: rest.length };
  const lines = rest.map(({ record, info }) => {
    // The parser counts to the end of a record; a person looks for its beginning.
    const inside = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
    return { line: info.lines - inside, cells: record };
  });
  return { ok: true, table: { headings, lines } };
}
