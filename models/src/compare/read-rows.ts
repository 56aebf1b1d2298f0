import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { DataSetError } from './data-set.ts';
import type { Descriptor, Field } from './descriptor.ts';

/** A row of a file, before its fields are understood. */
export type Row = {
  /** File and line, for messages. */
  where: string;
  /** What the field holds. Throws DataSetError where the row has no such field. */
  value: (field: Field) => unknown;
};

type Layout = Pick<Descriptor, 'format' | 'header' | 'quotes' | 'encoding'>;

/** Reads a whole file as text, without a byte order mark. Throws DataSetError where it is absent or wrongly encoded. */
export async function readText(path: string, encoding: Descriptor['encoding'] = 'utf-8'): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch {
    throw new DataSetError(`${path}: there is no such file, or it cannot be read.`);
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new DataSetError(`${path}: not ${encoding}. The descriptor's "encoding" can name another.`);
  }
}

/** Reads the rows of one file. Throws DataSetError with file and line. */
export async function readRows(path: string, layout: Layout): Promise<Row[]> {
  const text = await readText(path, layout.encoding);
  return layout.format === 'jsonl' ? readJsonLines(path, text) : readTable(path, text, layout);
}

const JsonObject = z.record(z.string(), z.unknown());

function readJsonLines(path: string, text: string): Row[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const where = `${path}:${index + 1}`;
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      throw new DataSetError(`${where}: not JSON.`);
    }
    const object = JsonObject.safeParse(json);
    if (!object.success) throw new DataSetError(`${where}: not a JSON object.`);
    const value = (field: Field): unknown => {
      if (!Object.hasOwn(object.data, field)) throw new DataSetError(`${where}: no field "${field}".`);
      return object.data[field];
    };
    return [{ where, value }];
  });
}

const Records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }));

function readTable(path: string, text: string, layout: Layout): Row[] {
  const quotes = layout.quotes ?? layout.format === 'csv';
  let records: z.infer<typeof Records>;
  try {
    const parsed: unknown = parse(text, {
      delimiter: layout.format === 'csv' ? ',' : '\t',
      quote: quotes ? '"' : null,
      relax_quotes: quotes,
      info: true,
      skip_empty_lines: true,
    });
    records = Records.parse(parsed);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DataSetError(`${path}: not ${layout.format.toUpperCase()}: ${error.message}.`);
  }
  const header = layout.header ? records.shift()?.record : undefined;
  const columnOf = (field: Field): number => {
    const column = typeof field === 'number' ? field : (header?.indexOf(field) ?? -1);
    if (column === -1) throw new DataSetError(`${path}:1: no column "${field}" in the header.`);
    return column;
  };
  return records.map(({ record, info }) => {
    const where = `${path}:${info.lines}`;
    const value = (field: Field): unknown => {
      const found = record[columnOf(field)];
      if (found === undefined)
        throw new DataSetError(`${where}: no column ${field}; the row has ${record.length}.`);
      return found;
    };
    return { where, value };
  });
}
