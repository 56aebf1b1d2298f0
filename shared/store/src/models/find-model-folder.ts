import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the folders of versions lie. */
export interface ModelFolders {
  /** What comes with the release: a folder of versions, or one version (`LAPWING_MODEL_DIR`). */
  modelDirectory: string;
  /** What the organisation added: `models/` of the data directory. */
  dataDirectory: string;
}

/** The folder into which a version of the organisation's own is put. */
export const ownModels = (dataDirectory: string): string => join(dataDirectory, 'models');

/** The folder that should hold a version: the organisation's own first. Null where there is none. Not verified. */
export async function findModelFolder(folders: ModelFolders, version: string): Promise<string | null> {
  for (const folder of [
    join(ownModels(folders.dataDirectory), version),
    join(folders.modelDirectory, version),
  ])
    if (await isFolder(folder)) return folder;
  return null;
}

/** The version that the release's folder of versions says is in use, or null where it does not say. */
export async function shippedVersion(modelDirectory: string): Promise<string | null> {
  const pointer = await readFile(join(modelDirectory, 'current'), 'utf8').catch(() => '');
  return pointer.trim() || null;
}

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
};
