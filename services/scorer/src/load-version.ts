import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError, type Logger } from '@lapwing/store/logging';
import { findModelFolder, type ModelFolders } from '@lapwing/store/models/find-model-folder';
import { type Inference, startInference } from './inference.ts';

/** A version cannot be served: there is no folder, it is broken, or it holds another version. For people. */
export class VersionRefused extends Error {
  override readonly name = 'VersionRefused';
}

/** Loads a version in a process of its own and verifies that it is the one. Throws VersionRefused, leaving nothing. */
export async function loadVersion(folders: ModelFolders, version: string, log: Logger): Promise<Inference> {
  const folder = await findModelFolder(folders, version);
  if (folder === null) throw new VersionRefused('There is no folder of this version on the scorer');
  const inference = startInference({ modelDirectory: folder, log });
  try {
    const loaded = await inference.loading();
    if (loaded.version !== version) throw new VersionRefused(`The folder holds version ${loaded.version}`);
    return inference;
  } catch (error) {
    await inference.stop();
    throw error instanceof VersionRefused ? error : new VersionRefused(describeError(error).message);
  }
}

/** Changes whenever a file of the version's folder does: a broken folder is tried again when somebody mended it. */
export async function stateOfFolder(folders: ModelFolders, version: string): Promise<string> {
  const folder = await findModelFolder(folders, version);
  if (folder === null) return 'missing';
  const names = await readdir(folder);
  const files = await Promise.all(
    names.sort().map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return [name, size, mtimeMs];
    }),
  );
  return createHash('sha256').update(JSON.stringify(files)).digest('base64url');
}
