import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file below a folder, as far as it can be read: a running browser removes some meanwhile. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/**
 * The files below a folder that hold the words, in UTF-8 or UTF-16 (little endian): for words in ASCII or in Thai,
 * the ways in which Chromium writes strings. Does not look into compressed data.
 */
export async function filesWithWords(folder: string, words: string): Promise<string[]> {
  const spellings = [Buffer.from(words, 'utf8'), Buffer.from(words, 'utf16le')];
  const found: string[] = [];
  for (const file of await filesBelow(folder)) {
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (spellings.some((spelling) => bytes.includes(spelling))) found.push(file);
  }
  return found;
}

/** Where a profile of Chromium keeps the IndexedDB of an extension. */
export function extensionDatabases(profile: string, extensionId: string): string {
  return join(profile, `Default/IndexedDB/chrome-extension_${extensionId}_0.indexeddb.leveldb`);
}
