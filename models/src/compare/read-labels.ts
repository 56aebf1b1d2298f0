import { DataSetError } from './data-set.ts';
import type { Descriptor, Field } from './descriptor.ts';
import type { Row } from './read-rows.ts';

/** Gives the names of a row's labels. Throws DataSetError with file, line and field. */
export type LabelReader = (row: Row) => string[];

/** Makes the reader of a set's labels. `names`: the lines of its file of labels, if it has one. */
export function createLabelReader(
  { labels, task }: Pick<Descriptor, 'labels' | 'task'>,
  names: readonly string[] | undefined,
): LabelReader {
  if (typeof labels !== 'object') return (row) => readOneField(row, labels, task, undefined, undefined);
  if ('field' in labels) {
    return (row) => readOneField(row, labels.field, task, labels.separator, names);
  }
  return (row) => labels.fields.filter((field) => readFlag(row, field)).map(String);
}

function readOneField(
  row: Row,
  field: Field,
  task: Descriptor['task'],
  separator: string | undefined,
  names: readonly string[] | undefined,
): string[] {
  const value = row.value(field);
  const where = `${row.where}: field "${field}"`;
  const found = partsOf(value, separator).map((part) => nameLabel(part, where, names));
  if (task === 'single' && found[0] === '') throw new DataSetError(`${where} holds no label.`);
  if (task === 'single' && found.length !== 1) {
    throw new DataSetError(`${where} holds ${found.length} labels, not one.`);
  }
  return found.filter((label) => label !== '');
}

function partsOf(value: unknown, separator: string | undefined): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string' || separator === undefined) return [value];
  return value.split(separator).filter((part) => part.trim() !== '');
}

function nameLabel(value: unknown, where: string, names: readonly string[] | undefined): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new DataSetError(`${where} holds no label.`);
  }
  const label = String(value).trim();
  if (!names || label === '' || names.includes(label)) return label;
  const named = /^\d+$/.test(label) ? names[Number(label)] : undefined;
  if (named === undefined)
    throw new DataSetError(`${where} holds "${label.slice(0, 40)}", which is no label of the file of names.`);
  return named;
}

/** As people, JSON and data frames write them. */
const yes = ['1', '1.0', 'true'];
const no = ['0', '0.0', 'false'];

function readFlag(row: Row, field: Field): boolean {
  const flag = String(row.value(field)).trim().toLowerCase();
  if (yes.includes(flag)) return true;
  if (no.includes(flag)) return false;
  throw new DataSetError(`${row.where}: field "${field}" is neither 0 nor 1.`);
}
