import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { sfntOfWoff } from './sfnt-of-woff.ts';

const woff = readFileSync(
  fileURLToPath(
    import.meta.resolve('@fontsource/ibm-plex-sans-thai/files/ibm-plex-sans-thai-thai-400-normal.woff'),
  ),
);

describe('sfntOfWoff', () => {
  it('gives the same font as the WOFF it was in', () => {
    const glyphs = (bytes: Buffer) => {
      const font = create(bytes);
      if (!('layout' in font)) throw new Error('A collection was not expected');
      const { glyphs: laidOut, positions } = font.layout('ที่นี่คุ้มครองเด็ก');
      return [font.postscriptName, laidOut.map(({ id }) => id), positions.map(({ xAdvance }) => xAdvance)];
    };
    expect(glyphs(sfntOfWoff(woff))).toEqual(glyphs(woff));
  });

  it('has the table check sums that the tables have', () => {
    const sfnt = sfntOfWoff(woff);
    for (let index = 0; index < sfnt.readUInt16BE(4); index += 1) {
      const entry = 12 + index * 16;
      if (sfnt.toString('latin1', entry, entry + 4) === 'head') continue;
      const offset = sfnt.readUInt32BE(entry + 8);
      let sum = 0;
      for (let at = offset; at < offset + sfnt.readUInt32BE(entry + 12); at += 4)
        sum = (sum + sfnt.readUInt32BE(at)) >>> 0;
      expect(sum).toBe(sfnt.readUInt32BE(entry + 4));
    }
  });

  it('refuses what is no WOFF', () => {
    expect(() => sfntOfWoff(Buffer.from('wOF2 and more'))).toThrow('no WOFF');
  });
});
