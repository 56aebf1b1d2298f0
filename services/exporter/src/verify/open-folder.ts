import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BatchSource, MOST_FILES } from './batch-source.ts';

/** The files of a folder. Links are never followed. */
export async function openFolder(folder: string): Promise<BatchSource> {
  const files = new Map<string, number>();
  const oddities: string[] = [];
  for (const name of (await readdir(folder)).sort().slice(0, MOST_FILES)) {
    const entry = await lstat(join(folder, name));
    if (entry.isFile()) files.set(name, entry.size);
    else oddities.push(`${name} is no plain file.`);
  }
  return {
    files,
    oddities,
    open: async (name) => {
      const handle = await open(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW);
      return handle.createReadStream();
    },
    close: async () => {},
  };
}
