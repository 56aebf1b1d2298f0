import { MAX_NAMES_OF_SCHOOL, MAX_SCHOOLS, SchoolName } from '@lapwing/contracts';
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { z } from 'zod';
import { separatorOf } from '../outcomes/read-outcome-file.ts';

/** What is wrong with a line. */
type LineProblem = 'tooShort' | 'tooLong' | 'tooManyNames' | 'quotes';

export type ReadSchools =
  | { ok: true; schools: string[][] }
  | { ok: false; problem: 'tooMany'; count: number }
  | { ok: false; problem: 'lines'; lines: { line: number; name: string; problem: LineProblem }[] };

const Records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));
const Place = z.object({ lines: z.int() }).catch({ lines: 1 });

/**
 * Reads a list of schools: one a line, its other names behind it (comma, semicolon or tab; names that have one in quotes).
 * Empty lines and cells are passed over. Says every line that is wrong, counted from 1.
 */
export function readSchoolList(text: string): ReadSchools {
  let records: z.infer<typeof Records>;
  try {
    records = Records.parse(
      parse(text, {
        delimiter: separatorOf(text),
        info: true,
        skip_empty_lines: true,
        relax_column_count: true,
        trim: true,
      }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return {
      ok: false,
      problem: 'lines',
      lines: [{ line: Place.parse(error).lines, name: '', problem: 'quotes' }],
    };
  }
  const read = records
    .map(({ record, info }) => ({ line: info.lines, names: record.filter((name) => name !== '') }))
    .filter(({ names }) => names.length > 0);
  if (read.length > MAX_SCHOOLS) return { ok: false, problem: 'tooMany', count: read.length };
  const wrong = read.flatMap(({ line, names }) => {
    const problem = problemOf(names);
    return problem ? [{ line, ...problem }] : [];
  });
  if (wrong.length > 0) return { ok: false, problem: 'lines', lines: wrong };
  return { ok: true, schools: read.map(({ names }) => names) };
}

function problemOf(names: readonly string[]): { name: string; problem: LineProblem } | null {
  if (names.length > MAX_NAMES_OF_SCHOOL) return { name: names[0] ?? '', problem: 'tooManyNames' };
  const name = names.find((one) => !SchoolName.safeParse(one).success);
  if (name === undefined) return null;
  return { name: name.slice(0, 40), problem: name.length > 200 ? 'tooLong' : 'tooShort' };
}

/** The list as a file that reads back as the same: CSV with a byte order mark, for spreadsheets. */
export function writeSchoolList(schools: readonly (readonly string[])[]): string {
  const cell = (name: string) => (/[",;\t]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);
  return `\ufeff${schools.map((names) => names.map(cell).join(',')).join('\r\n')}\r\n`;
}
