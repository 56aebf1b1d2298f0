import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create } from 'fontkit';
import { sfntOfWoff } from './sfnt-of-woff.ts';

/** One font file and the code points it can draw. */
export interface Typeface {
  name: string;
  bytes: Buffer;
  has(codePoint: number): boolean;
}

export type Weight = 'regular' | 'bold';

const folders = {
  'ibm-plex-sans': dirname(fileURLToPath(import.meta.resolve('@fontsource/ibm-plex-sans/package.json'))),
  'ibm-plex-sans-thai': dirname(
    fileURLToPath(import.meta.resolve('@fontsource/ibm-plex-sans-thai/package.json')),
  ),
};
type Family = keyof typeof folders;

const fileOf = (family: Family, subset: string, weight: number): string =>
  join(folders[family], 'files', `${family}-${subset}-${weight}-normal.woff`);

// WOFF and not WOFF2: fontkit 2 reads both but cannot write a subset of the latter.
function load(family: Family, subset: string, weight: number): Typeface {
  const bytes = sfntOfWoff(readFileSync(fileOf(family, subset, weight)));
  const font = create(bytes);
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${family} ${subset} is a collection of fonts`);
  return {
    name: `${family}-${subset}-${weight}`,
    bytes,
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
  };
}

function family(weight: number): Typeface[] {
  const latin = ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic', 'cyrillic-ext'];
  return [
    ...latin.map((subset) => load('ibm-plex-sans', subset, weight)),
    load('ibm-plex-sans-thai', 'thai', weight),
  ];
}

/** IBM Plex Sans and IBM Plex Sans Thai (SIL Open Font License 1.1), in the order in which they are tried. */
export const typefaces: Readonly<Record<Weight, readonly Typeface[]>> = {
  regular: family(400),
  bold: family(600),
};
