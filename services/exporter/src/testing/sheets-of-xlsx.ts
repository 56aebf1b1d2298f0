import { text } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** A workbook as far as the exporter writes one: the parts of its zip, and the texts of its sheets. */
export interface WorkbookParts {
  parts: Map<string, string>;
  sheets: Map<string, string[][]>;
}

/** Reads a workbook with nothing of the library that writes it, so that the writer is not checked against itself. */
export async function sheetsOfXlsx(bytes: Buffer): Promise<WorkbookParts> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  const shared = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>([\s\S]*?)<\/si>/g)].map(
    ([, item]) => textOf(item ?? ''),
  );
  const targets = new Map(
    [...(parts.get('xl/_rels/workbook.xml.rels') ?? '').matchAll(/<Relationship [^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  );
  const sheets = new Map(
    [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*>/g)].map(([tag]) => [
      attribute(tag, 'name'),
      rowsOf(parts.get(`xl/${targets.get(attribute(tag, 'r:id'))}`) ?? '', shared),
    ]),
  );
  return { parts, sheets };
}

function rowsOf(sheet: string, shared: readonly string[]): string[][] {
  return [...sheet.matchAll(/<row [^>]*>([\s\S]*?)<\/row>/g)].map(([, cells]) => {
    const row: string[] = [];
    for (const [, tag, content] of (cells ?? '').matchAll(/<c ([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
      const value = /<v>([^<]*)<\/v>/.exec(content ?? '')?.[1] ?? '';
      const own = attribute(tag ?? '', 't') === 's' ? (shared[Number(value)] ?? '') : value;
      row[columnOf(attribute(tag ?? '', 'r'))] = own;
    }
    return Array.from(row, (cell) => cell ?? '');
  });
}

/** `C7` is in column 2. */
const columnOf = (reference: string): number =>
  [...reference.replace(/\d+$/, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const attribute = (tag: string, name: string): string =>
  unescaped(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

const textOf = (item: string): string =>
  [...item.matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/g)].map(([, own]) => unescaped(own ?? '')).join('');

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** XML's entities, then the escapes of spreadsheets for single characters (ECMA-376, ST_Xstring). */
function unescaped(raw: string): string {
  return raw
    .replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
      code === undefined ? (entities[name] ?? '') : String.fromCodePoint(Number(code)),
    )
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
