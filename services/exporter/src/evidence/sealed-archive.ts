import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** Midnight of the first day that a zip can say, wherever the program runs: such times have no zone. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * A zip whose every byte follows from the names and the bytes of its files: sorted by name, not compressed, without
 * times. Whoever has the files can make it again and compare, so nothing can be hidden between them.
 */
export function sealedArchive(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    zip.addBuffer(bytes, name, { compress: false, mtime: NO_TIME, mode: 0o100_644, forceDosTimestamp: true });
  zip.end();
  return buffer(zip.outputStream);
}
