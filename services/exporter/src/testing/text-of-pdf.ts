import { inflateSync } from 'node:zlib';

interface PdfStream {
  /** Number of the object that it belongs to. */
  object: string;
  dictionary: string;
  /** What is in it, unpacked, byte by byte. */
  text: string;
}

/** The streams of a PDF that the exporter wrote. */
function streamsOf(bytes: Buffer): PdfStream[] {
  const source = bytes.toString('latin1');
  return [...source.matchAll(/(\d+) 0 obj\n<<((?:(?!endobj)[\s\S])*?)>>\nstream\n/g)].map((found) => {
    const length = Number(/\/Length (\d+)/.exec(found[2] ?? '')?.[1]);
    const start = found.index + found[0].length;
    const data = bytes.subarray(start, start + length);
    const plain = (found[2] ?? '').includes('FlateDecode') ? inflateSync(data) : data;
    return { object: found[1] ?? '', dictionary: found[2] ?? '', text: plain.toString('latin1') };
  });
}

/** What is drawn on each page of a PDF that the exporter wrote, as the operators of its content stream. */
export const pagesOfPdf = (bytes: Buffer): string[] =>
  streamsOf(bytes)
    .filter(({ text }) => text.includes('BT\n'))
    .map(({ text }) => text);

/**
 * The text of a PDF that the exporter wrote, as a reader would copy it: what each line says it is (ActualText), or
 * its glyphs through the font's ToUnicode table. Spaces are left out, since lines break anywhere in an address.
 */
export function textOfPdf(bytes: Buffer): string {
  const source = bytes.toString('latin1');
  const streams = streamsOf(bytes);
  const unicodeOf = new Map(
    streams
      .filter(({ text }) => text.includes('begincmap'))
      .map(({ object, text }) => [object, glyphTable(text)]),
  );
  const fonts = new Map(
    [...source.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', object = '']) => {
      const body = source.slice(source.indexOf(`\n${object} 0 obj`));
      return [name, unicodeOf.get(/\/ToUnicode (\d+) 0 R/.exec(body)?.[1] ?? '')];
    }),
  );
  return pagesOfPdf(bytes)
    .map((page) => textOfPage(page, fonts))
    .join('')
    .replaceAll(/\s/g, '');
}

/** Glyph number to text, in order of the glyphs, from the ranges of a ToUnicode table. */
function glyphTable(cmap: string): string[] {
  return [...cmap.matchAll(/<[0-9a-f]+> <[0-9a-f]+> \[([^\]]*)\]/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex = '']) =>
      utf16(Buffer.from(hex.replaceAll(' ', ''), 'hex')),
    ),
  );
}

function textOfPage(page: string, fonts: ReadonlyMap<string, readonly string[] | undefined>): string {
  let text = '';
  let actual: string | undefined;
  let glyphs: readonly string[] | undefined;
  const parts = page.matchAll(
    /\/ActualText \(((?:\\.|[^\\)])*)\)|(EMC)|\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/gs,
  );
  for (const [, literal, end, font, shown] of parts) {
    if (literal !== undefined) actual = textOfLiteral(literal);
    else if (end !== undefined) {
      text += actual ?? '';
      actual = undefined;
    } else if (font !== undefined) glyphs = fonts.get(font);
    else if (actual === undefined) {
      const hex = [...(shown ?? '').matchAll(/<([0-9a-f]*)>/g)].map(([, digits]) => digits).join('');
      for (const [code] of hex.matchAll(/.{4}/g)) text += glyphs?.[Number.parseInt(code, 16)] ?? '\uFFFD';
    }
  }
  return text;
}

function textOfLiteral(literal: string): string {
  const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const plain = literal.replaceAll(/\\([\s\S])/g, (_, character: string) => escapes[character] ?? character);
  return plain.startsWith('\u00fe\u00ff') ? utf16(Buffer.from(plain.slice(2), 'latin1')) : plain;
}

const utf16 = (bytes: Buffer): string => new TextDecoder('utf-16be').decode(bytes);
