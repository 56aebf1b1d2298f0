import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DataSetError } from './data-set.ts';

/** A column by its name, or by its number from 0 on. */
export const Field = z.union([z.string().min(1), z.int().min(0)]);
export type Field = z.infer<typeof Field>;

const Paths = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

const OneField = z.strictObject({
  field: Field,
  /** Between several labels in one column, as in "3,17". */
  separator: z.string().min(1).optional(),
  /** A file with one label a line; the column then holds a label's name or its line number from 0 on. */
  names: z.string().min(1).optional(),
});

const Language = z.string().refine((tag) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}, 'Not a BCP 47 language tag.');

/** How to read a labelled data set that somebody else made. */
export const Descriptor = z
  .strictObject({
    name: z.string().regex(/^[\w.-]{1,60}$/, 'Letters, digits, dot, dash and underscore.'),
    task: z.enum(['single', 'multi']),
    format: z.enum(['csv', 'tsv', 'jsonl']),
    /** Whether the first line of a CSV or TSV file names its columns. */
    header: z.boolean().default(true),
    /** Whether "…" encloses a field with separators in it; by default in CSV and not in TSV. */
    quotes: z.boolean().optional(),
    encoding: z.enum(['utf-8', 'utf-16le', 'windows-1252']).default('utf-8'),
    language: Language.optional(),
    text: Field,
    /** One column with the label or labels, or one column of 0 and 1 for each label. */
    labels: z.union([Field, OneField, z.strictObject({ fields: z.array(Field).min(2) })]),
    /** Files of each split, or one body of rows and a file that says which row is in which split. */
    files: z.union([
      z.strictObject({ train: Paths, validation: Paths.optional(), test: Paths }),
      z.strictObject({ all: Paths, splits: z.string().min(1) }),
    ]),
  })
  .check(({ value, issues }) => {
    const many = typeof value.labels === 'object' && 'fields' in value.labels;
    if (
      value.task === 'single' &&
      (many || (typeof value.labels === 'object' && 'separator' in value.labels))
    ) {
      issues.push({
        code: 'custom',
        input: value.labels,
        path: ['labels'],
        message: 'One label needs one column.',
      });
    }
    for (const field of fieldsOf(value)) {
      if (typeof field === 'number' && value.format === 'jsonl') {
        issues.push({
          code: 'custom',
          input: field,
          path: ['text'],
          message: 'JSONL has names, not numbers.',
        });
      }
      if (typeof field === 'string' && value.format !== 'jsonl' && !value.header) {
        const message = `Without a header, columns are numbers; "${field}" is a name.`;
        issues.push({ code: 'custom', input: field, path: ['header'], message });
      }
    }
  });
export type Descriptor = z.infer<typeof Descriptor>;

function fieldsOf({ text, labels }: { text: Field; labels: z.infer<typeof Descriptor>['labels'] }): Field[] {
  if (typeof labels !== 'object') return [text, labels];
  return 'fields' in labels ? [text, ...labels.fields] : [text, labels.field];
}

/** Reads a descriptor. Throws DataSetError that names the file and the field. */
export async function readDescriptor(path: string): Promise<Descriptor> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new DataSetError(
      error instanceof SyntaxError ? `${path}: not JSON.` : `${path}: there is no such descriptor.`,
    );
  }
  const parsed = Descriptor.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DataSetError(`${path}: ${z.prettifyError(parsed.error)}`);
}
