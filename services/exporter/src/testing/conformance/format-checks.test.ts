import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../envelope.ts';
import { csv } from '../../formats/csv.ts';
import type { ExportFormatWriter } from '../../formats/export-format-writer.ts';
import { html } from '../../formats/html.ts';
import { pdf } from '../../formats/pdf.ts';
import { xlsx } from '../../formats/xlsx.ts';
import { inventEnvelope, inventReferral, inventTranslation } from '../invented-envelope.ts';
import { type FileRead, readFile, wordsOf } from '../read-file.ts';
import { formatChecks } from './format-checks.ts';
import { type WrittenFile, writtenFile } from './written-file.ts';

const envelope = inventEnvelope([inventReferral()]);
/** Names of the checks that find something. */
const failing = (file: WrittenFile): string[] =>
  formatChecks
    .filter((check) => check.appliesTo(file.writer.mediaType) && check.problems(file).length > 0)
    .map(({ name }) => name);

const sound = (writer: ExportFormatWriter, of: Envelope = envelope): Promise<WrittenFile> =>
  writtenFile(writer, of);
/** The file with something else in its text. */
async function changed(file: WrittenFile, change: (source: string) => string): Promise<WrittenFile> {
  const bytes = Buffer.from(change(file.bytes.toString('utf8')));
  const read = await readFile(file.writer.mediaType, bytes);
  return { ...file, bytes, again: bytes, read, words: wordsOf(read) };
}
const reading = (file: WrittenFile, read: Partial<FileRead>): WrittenFile => ({
  ...file,
  read: { ...file.read, ...read },
});

describe('the checks of formats', () => {
  it.for([csv, html, pdf, xlsx])('find nothing in a sound file of $format', async (writer) => {
    expect(failing(await sound(writer))).toEqual([]);
  });

  it('find other bytes', async () => {
    const file = await sound(csv);
    expect(failing({ ...file, again: Buffer.concat([file.bytes, Buffer.from(' ')]) })).toEqual([
      'same bytes',
    ]);
  });

  it('find what was left out', async () => {
    const file = await changed(await sound(csv), (text) => text.replace('asks for secrecy', ''));
    expect(failing(file)).toEqual(['complete']);
  });

  it('find a translation that is not marked, one that is missing, and one where none was agreed', async () => {
    const translated = inventReferral(inventTranslation('The account asks for secrecy at night.'));
    const file = await sound(csv, inventEnvelope([translated]));
    expect(failing(file)).toEqual([]);
    const unmarked = await changed(file, (text) => text.replace('Translation from Thai, made by', 'By'));
    expect(failing(unmarked)).toEqual(['translations marked']);
    const missing = await changed(file, (text) => text.replace('asks for secrecy at night', ''));
    expect(failing(missing)).toEqual(['complete']);
    const configuration = { ...envelope.configuration, fields: envelope.configuration.fields.slice(0, 13) };
    expect(configuration.fields).not.toContain('translation_en');
    expect(failing({ ...file, envelope: { ...file.envelope, configuration } })).toEqual([
      'translations marked',
    ]);
  });

  it.for([
    ['<img src="https://tracker.example/1">', 'inert'],
    ['<p onclick="go()">more</p>', 'inert'],
    ['<a href="https://www.facebook.com/">look</a>', 'inert'],
    ['<p>data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ</p>', 'no media'],
    ['<p>colleague@plover.example</p>', 'nobody named'],
    ['<p>\u001b[2J</p>', 'no control characters'],
  ] as const)('find %j in a letter', async ([addition, name]) => {
    const file = await changed(await sound(html), (text) => text.replace('</main>', `${addition}</main>`));
    expect(failing(file)).toEqual([name]);
  });

  it.for(['=1+1', ' @SUM(A1)', '\t1', '＝1'])('find a cell that begins as a formula: %j', async (cell) => {
    const file = await changed(await sound(csv), (text) => `${text}"${cell}"\r\n`);
    expect(failing(file)).toContain('no formula');
  });

  it('find a formula, a link and a strange part in a workbook', async () => {
    const file = await sound(xlsx);
    expect(failing(reading(file, { source: '<c r="A1"><f>1+1</f></c>' }))).toEqual(['no formula']);
    expect(failing(reading(file, { source: '<hyperlink ref="A1" r:id="rId1"/>' }))).toEqual(['inert']);
    const parts = new Map([...file.read.parts, ['xl/vbaProject.bin', '']]);
    expect(failing(reading(file, { parts }))).toEqual(['no media']);
  });

  it('find an action and a picture in a PDF', async () => {
    const file = await sound(pdf);
    expect(failing(reading(file, { source: '<< /OpenAction 4 0 R >>' }))).toEqual(['inert']);
    expect(failing(reading(file, { source: '<< /Subtype /Image >>' }))).toEqual(['no media']);
  });
});
