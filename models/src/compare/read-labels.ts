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
  const several = Array.isArray(value);
  const parts = several
    ? value
    : typeof value === 'string' && separator !== undefined
      ? value.split(separator).filter((part) => part.trim() !== '')
      : [value];
  const found = parts.map((part) => nameLabel(part, `${row.where}: field "${field}"`, names));
  if (task === 'single' && found.length !== 1) {
    throw new DataSetError(`${row.where}: field "${field}" holds ${found.length} labels, not one.`);
  }
  return found.filter((label) => label !== '');
}

function nameLabel(value: unknown, where: string, names: readonly string[] | undefined): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new DataSetError(`${where} holds no label.`);
  }
  const label = String(value).trim();
  if (!names || names.includes(label)) return label;
  const named = /^\d+$/.test(label) ? names[Number(label)] : undefined;
  if (named === undefined)
    throw new DataSetError(`${where} holds "${label.slice(0, 40)}", which is no label of the file of names.`);
  return named;
}

function readFlag(row: Row, field: Field): boolean {
  const value = row.value(field);
  const flag = typeof value === 'string' ? value.trim() : value;
  if (flag === 1 || flag === true || flag === '1') return true;
  if (flag === 0 || flag === false || flag === '0') return false;
  throw new DataSetError(`${row.where}: field "${field}" is neither 0 nor 1.`);
}
