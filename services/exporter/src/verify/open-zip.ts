import { constants, createReadStream } from 'node:fs';
import { type Entry, openPromise } from 'yauzl';
import { type BatchSource, MOST_FILES } from './batch-source.ts';

/** The files of a zip, read where they are: nothing is unpacked onto the disk. Rejects what is no sound zip. */
export async function openZip(path: string): Promise<BatchSource> {
  // Names with `..`, a root or a backslash, and entries longer than they claim, are refused by the reader itself.
  const zip = await openPromise(path, {
    autoClose: false,
    lazyEntries: true,
    strictFileNames: true,
    validateEntrySizes: true,
  });
  const entries = new Map<string, Entry>();
  const oddities: string[] = [];
  try {
    if (zip.entryCount > MOST_FILES) throw new Error(`it has more than ${MOST_FILES} entries`);
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      if (name.includes('/')) oddities.push(`${name} lies in a folder.`);
      else if (isLink(entry)) oddities.push(`${name} is a link.`);
      else if (entry.isEncrypted()) oddities.push(`${name} is encrypted.`);
      else if (entries.has(name)) oddities.push(`${name} is there twice.`);
      else entries.set(name, entry);
    }
  } catch (error) {
    zip.close();
    throw error;
  }
  return {
    files: new Map([...entries].map(([name, entry]) => [name, entry.uncompressedSize])),
    oddities,
    open: async (name) => {
      const entry = entries.get(name);
      if (!entry) throw new Error(`${name} is not in the zip`);
      return zip.openReadStreamPromise(entry);
    },
    archive: () => createReadStream(path),
    close: async () => zip.close(),
  };
}

/** The upper half of the attributes is the mode of Unix, where whoever packed it wrote one. */
const isLink = ({ externalFileAttributes }: Entry): boolean =>
  ((externalFileAttributes >>> 16) & constants.S_IFMT) === constants.S_IFLNK;
