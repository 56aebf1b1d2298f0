import { hash } from 'node:crypto';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type DataSet, DataSetError, type LabelledPost } from './data-set.ts';
import type { Descriptor } from './descriptor.ts';
import { createLabelReader } from './read-labels.ts';
import { type Row, readRows, readText } from './read-rows.ts';

type Part = 'train' | 'validation' | 'test';
type NamedPost = { text: string; labels: string[] };

/** Share of the training posts that becomes the validation part of a set that has none. */
const HELD_OUT = 0.1;

/**
 * Reads a data set. Paths of the descriptor are looked for in `folders`, in their order. A set without a validation
 * part gets one: a tenth of its training posts, by a hash of seed and text, so that equal texts stay together.
 * Throws DataSetError.
 */
export async function readDataSet(
  descriptor: Descriptor,
  folders: readonly string[],
  seed: number,
): Promise<DataSet> {
  const rows = await readParts(descriptor, folders);
  const { labels: shape } = descriptor;
  const names =
    typeof shape === 'object' && 'names' in shape && shape.names !== undefined
      ? (await readText(await locate(shape.names, folders)))
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
      : undefined;
  const readLabels = createLabelReader(descriptor, names);
  const read = (row: Row): NamedPost => ({ text: readPost(row, descriptor), labels: readLabels(row) });
  const train = rows.train.map(read);
  const test = rows.test.map(read);
  const held = rows.validation?.map(read);
  const { kept, validation } = held ? { kept: train, validation: held } : holdOut(train, seed);

  for (const [part, posts] of Object.entries({ train: kept, validation, test })) {
    if (posts.length === 0) throw new DataSetError(`${descriptor.name}: the ${part} part has no rows.`);
  }
  const fixed =
    names ?? (typeof shape === 'object' && 'fields' in shape ? shape.fields.map(String) : undefined);
  const seen = new Set([...kept, ...validation, ...test].flatMap((post) => post.labels));
  const labels = fixed ?? [...seen].sort();
  if (labels.length < 2) throw new DataSetError(`${descriptor.name}: fewer than two labels occur.`);
  const numberOf = new Map(labels.map((label, index) => [label, index]));
  const numbered = (posts: readonly NamedPost[]): LabelledPost[] =>
    posts.map(({ text, labels: own }) => ({
      text,
      labels: [...new Set(own.flatMap((label) => numberOf.get(label) ?? []))].sort((a, b) => a - b),
    }));
  return {
    name: descriptor.name,
    task: descriptor.task,
    language: descriptor.language,
    labels,
    train: numbered(kept),
    validation: numbered(validation),
    test: numbered(test),
  };
}

function readPost(row: Row, { text: field }: Descriptor): string {
  const text = row.value(field);
  if (typeof text !== 'string') throw new DataSetError(`${row.where}: field "${field}" is not a text.`);
  return text;
}

async function readParts(
  descriptor: Descriptor,
  folders: readonly string[],
): Promise<{ train: Row[]; validation: Row[] | undefined; test: Row[] }> {
  const readAll = async (paths: string | string[]): Promise<Row[]> => {
    const each: Row[][] = [];
    for (const path of [paths].flat()) each.push(await readRows(await locate(path, folders), descriptor));
    return each.flat();
  };
  const { files } = descriptor;
  if ('all' in files) return pickRows(await readAll(files.all), await locate(files.splits, folders));
  return {
    train: await readAll(files.train),
    validation: files.validation === undefined ? undefined : await readAll(files.validation),
    test: await readAll(files.test),
  };
}

const RowNumbers = z.array(z.int().min(0));
const Splits = z
  .object({
    train: RowNumbers,
    validation: RowNumbers.optional(),
    valid: RowNumbers.optional(),
    dev: RowNumbers.optional(),
    test: RowNumbers,
  })
  .transform(({ train, validation, valid, dev, test }) => ({
    train,
    validation: validation ?? valid ?? dev,
    test,
  }));

/** Picks rows by a file of row numbers (from 0, the header not counted); no row may be in two parts. */
async function pickRows(
  rows: readonly Row[],
  path: string,
): Promise<{ train: Row[]; validation: Row[] | undefined; test: Row[] }> {
  let json: unknown;
  try {
    json = JSON.parse(await readText(path));
  } catch (error) {
    if (error instanceof DataSetError) throw error;
    throw new DataSetError(`${path}: not JSON.`);
  }
  const parsed = Splits.safeParse(json);
  if (!parsed.success) throw new DataSetError(`${path}: ${z.prettifyError(parsed.error)}`);
  const partOf = new Map<number, Part>();
  const pick = (part: Part): Row[] =>
    (parsed.data[part] ?? []).map((number) => {
      const row = rows[number];
      const other = partOf.get(number);
      if (!row)
        throw new DataSetError(`${path}: "${part}" names row ${number}; there are ${rows.length} rows.`);
      if (other) throw new DataSetError(`${path}: row ${number} is in "${other}" and again in "${part}".`);
      partOf.set(number, part);
      return row;
    });
  const train = pick('train');
  const validation = parsed.data.validation ? pick('validation') : undefined;
  return { train, validation, test: pick('test') };
}

function holdOut(posts: readonly NamedPost[], seed: number): { kept: NamedPost[]; validation: NamedPost[] } {
  const kept: NamedPost[] = [];
  const validation: NamedPost[] = [];
  for (const post of posts) {
    const share = Number.parseInt(hash('sha256', `${seed}\n${post.text}`).slice(0, 8), 16) / 2 ** 32;
    (share < HELD_OUT ? validation : kept).push(post);
  }
  return { kept, validation };
}

async function locate(path: string, folders: readonly string[]): Promise<string> {
  for (const folder of folders) {
    const found = resolve(folder, path);
    if (
      await access(found).then(
        () => true,
        () => false,
      )
    )
      return found;
  }
  throw new DataSetError(
    `There is no ${path}; looked for ${folders.map((folder) => join(folder, path)).join(' and ')}.`,
  );
}
