import {
  MAX_NAMES_OF_SCHOOL,
  MAX_SCHOOLS,
  namesOfTooMany,
  SchoolName,
  wrongInSchoolName,
} from '@lapwing/contracts';
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { z } from 'zod';
import { type Separator, separators } from '../outcomes/read-outcome-file.ts';

/** What is wrong with a line. */
type LineProblem = 'tooShort' | 'tooLong' | 'tooManyNames' | 'quotes' | 'separator' | 'heading' | 'ofTooMany';

export type ReadSchools =
  | { ok: true; schools: string[][] }
  | { ok: false; problem: 'tooMany'; count: number }
  | { ok: false; problem: 'lines'; lines: { line: number; name: string; problem: LineProblem }[] };

const Cell = z.object({ name: z.string(), quoted: z.boolean() });
const Records = z.array(z.object({ record: z.array(Cell), info: z.object({ lines: z.int() }) }));
const Place = z.object({ lines: z.int() }).catch({ lines: 1 });

interface Line {
  line: number;
  cells: readonly z.infer<typeof Cell>[];
}

/**
 * Reads a list of schools: one a line, its other names behind it (comma, semicolon or tab, whichever is on most lines;
 * names that have one in quotes). Empty lines and cells are passed over. Says every line that is wrong, counted from 1.
 */
export function readSchoolList(text: string): ReadSchools {
  const separator = separatorOfLines(text);
  let records: z.infer<typeof Records>;
  try {
    records = Records.parse(
      parse(text, {
        delimiter: separator,
        info: true,
        skip_empty_lines: true,
        relax_column_count: true,
        trim: true,
        cast: (name, { quoting }) => ({ name, quoted: quoting }),
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
    .map(({ record, info }) => ({ line: info.lines, cells: record.filter(({ name }) => name !== '') }))
    .filter(({ cells }) => cells.length > 0);
  if (read.length > MAX_SCHOOLS) return { ok: false, problem: 'tooMany', count: read.length };
  const schools = read.map(({ cells }) => cells.map(({ name }) => name));
  const shared = new Map(namesOfTooMany(schools).map(({ school, name }) => [school, name] as const));
  const wrong = read.flatMap((line, school) => {
    const name = shared.get(school);
    const problem =
      problemOf(line) ??
      (name === undefined ? null : { name: schools[school]?.[name] ?? '', problem: 'ofTooMany' as const });
    return problem ? [{ line: line.line, name: problem.name.slice(0, 40), problem: problem.problem }] : [];
  });
  return wrong.length > 0 ? { ok: false, problem: 'lines', lines: wrong } : { ok: true, schools };
}

/** What separates the names: what most lines have outside of quotes, since the first school may have one name only. */
function separatorOfLines(text: string): Separator {
  const lines = text.replaceAll(/"(?:[^"]|"")*"/g, '').split(/\r\n|\n|\r/);
  const counts = separators.map((separator) => ({
    separator,
    count: lines.filter((line) => line.includes(separator)).length,
  }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).separator;
}

function problemOf({ cells }: Line): { name: string; problem: LineProblem } | null {
  if (cells.length > MAX_NAMES_OF_SCHOOL) return { name: cells[0]?.name ?? '', problem: 'tooManyNames' };
  for (const { name, quoted } of cells) {
    if (name.length > 200) return { name, problem: 'tooLong' };
    // In quotes somebody meant it; without, the line was written with another separator than most.
    if (!quoted && separators.some((one) => name.includes(one))) return { name, problem: 'separator' };
    const problem = wrongInSchoolName(name);
    if (problem !== null) return { name, problem };
    if (!SchoolName.safeParse(name).success) return { name, problem: 'tooLong' };
  }
  return null;
}

/** The list as a file that reads back as the same: CSV with a byte order mark, for spreadsheets. */
export function writeSchoolList(schools: readonly (readonly string[])[]): string {
  const cell = (name: string) => (/[",;\t]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);
  return `\ufeff${schools.map((names) => names.map(cell).join(',')).join('\r\n')}\r\n`;
}
