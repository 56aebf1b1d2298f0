import { sheetsOfXlsx } from './sheets-of-xlsx.ts';
import { textOfPdf } from './text-of-pdf.ts';

/** A file of a batch as a program of its kind reads it. */
export interface FileRead {
  /** Every text in it, unescaped; the cells of a table are one each. A PDF is one text without spaces. */
  texts: string[];
  /** What stands in it letter by letter, all parts of a zip after one another. */
  source: string;
  /** Parts of a zip, by name. */
  parts: ReadonlyMap<string, string>;
}

/** Reads a file by its media type. Throws where it is not what the type says, as text that is no UTF-8. */
export async function readFile(mediaType: string, bytes: Buffer): Promise<FileRead> {
  const [type = ''] = mediaType.split(';');
  if (type === 'application/pdf')
    return { texts: [textOfPdf(bytes)], source: bytes.toString('latin1'), parts: new Map() };
  if (type.endsWith('spreadsheetml.sheet')) {
    const { parts, sheets } = await sheetsOfXlsx(bytes);
    return { texts: [...sheets.values()].flat(2), source: [...parts.values()].join('\n'), parts };
  }
  const source = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  return { texts: textsOf(type, source), source, parts: new Map() };
}

/** The readable part of a file, without any space, since lines break anywhere; a bar stands between two texts. */
export const wordsOf = ({ texts }: FileRead): string =>
  texts.map((text) => text.replaceAll(/\s/g, '')).join('|');

function textsOf(type: string, source: string): string[] {
  if (/[/+]json$/.test(type)) return stringsOf(JSON.parse(source));
  if (type.endsWith('jsonl')) {
    if (!source.endsWith('\n')) throw new Error('The last line is not ended');
    return source
      .slice(0, -1)
      .split('\n')
      .flatMap((line) => stringsOf(JSON.parse(line)));
  }
  if (type === 'text/csv') return cellsOf(source);
  if (type === 'text/html') return betweenTags(source.replaceAll(/<style>[\s\S]*?<\/style>/g, ''));
  if (type.endsWith('xml')) return betweenTags(source);
  return [source];
}

const betweenTags = (source: string): string[] => source.split(/<[^>]*>/).map(unescaped);

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...stringsOf(inner)]);
}

/** RFC 4180 with every cell in quotes; anything else is refused. */
function cellsOf(source: string): string[] {
  const cells = [...source.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n)/gy)];
  if (cells.reduce((sum, [whole]) => sum + whole.length, 0) !== source.length)
    throw new Error('There is something between the cells');
  return cells.map(([, cell = '']) => cell.replaceAll('""', '"'));
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string): string =>
  text.replaceAll(
    /&(?:#(?:x([0-9a-f]+)|(\d+))|(\w+));/gi,
    (_, hex?: string, digits?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (digits !== undefined) return String.fromCodePoint(Number(digits));
      return entities[name ?? ''] ?? '';
    },
  );
