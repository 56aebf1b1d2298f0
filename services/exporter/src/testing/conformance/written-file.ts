import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { contentFiles } from '../../content-files.ts';
import type { Envelope } from '../../envelope.ts';
import type { ExportFormatWriter } from '../../formats/export-format-writer.ts';
import { type FileRead, readFile, wordsOf } from '../read-file.ts';

/** What one format makes of an envelope, written twice the way a batch is built, and read. */
export interface WrittenFile {
  writer: ExportFormatWriter;
  envelope: Envelope;
  bytes: Buffer;
  again: Buffer;
  read: FileRead;
  /** Everything that a person or program reads in it, without spaces. */
  words: string;
}

/** The files of one format, through the same door as those of a batch. */
async function filesOf(writer: ExportFormatWriter, envelope: Envelope): Promise<Buffer[]> {
  const configuration = { ...envelope.configuration, formats: [writer.format] };
  const files: Buffer[] = [];
  for (const file of contentFiles({ ...envelope, configuration }))
    files.push(await buffer(Readable.from(file.read())));
  if (files.length === 0) throw new Error(`${writer.format} makes no file of it`);
  return files;
}

/**
 * Writes an envelope in one format, twice, and reads it. What a format writes as several files is put together after
 * each was read.
 */
export async function writtenFile(writer: ExportFormatWriter, envelope: Envelope): Promise<WrittenFile> {
  const files = await filesOf(writer, envelope);
  const again = await filesOf(writer, structuredClone(envelope));
  const reads: FileRead[] = [];
  for (const file of files) reads.push(await readFile(writer.mediaType, file));
  const read = {
    texts: reads.flatMap(({ texts }) => texts),
    source: reads.map(({ source }) => source).join('\n'),
    parts: new Map(reads.flatMap(({ parts }) => [...parts])),
  };
  return {
    writer,
    envelope,
    bytes: Buffer.concat(files),
    again: Buffer.concat(again),
    read,
    words: wordsOf(read),
  };
}
