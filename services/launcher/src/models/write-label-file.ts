import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { ExportedLabels } from '@lapwing/store/labels/export-labels';

/** Name of the file in the folder that training reads; an older export is replaced. */
const FILE = 'decisions.jsonl';

/**
 * Writes an export that only its owner can read, and that is there only once it is on record: whatever `work` rejects
 * with, nothing of it is left. Refuses a folder in a Git work tree, but for Lapwing's own data: texts of posts are
 * easily committed and never taken back.
 *
 * @param work exports to the given function and resolves when the export is on record
 * @returns what `work` resolved with, and the path of the file
 */
export async function writeLabelFile(
  folder: string,
  dataDirectory: string,
  work: (write: (line: string) => Promise<void>) => Promise<ExportedLabels>,
): Promise<ExportedLabels & { path: string }> {
  const target = resolve(folder);
  const tree = await workTreeOf(target);
  const isOurs = !relative(dataDirectory, target).startsWith('..');
  if (tree !== null && !isOurs)
    throw new Error(`${target} lies in the Git work tree ${tree}; texts of posts do not belong there.`);
  await mkdir(target, { recursive: true, mode: 0o700 });
  const path = join(target, FILE);
  const draft = `${path}.part`;
  await rm(draft, { force: true });
  const file = await open(draft, 'wx', 0o600);
  try {
    const exported = await work(async (line) => {
      await file.write(line);
    });
    await file.sync();
    await rename(draft, path);
    return { ...exported, path };
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

async function workTreeOf(folder: string): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    // A file in linked work trees, a folder elsewhere.
    const found = await stat(join(at, '.git')).catch(() => null);
    if (found !== null) return at;
    if (dirname(at) === at) return null;
  }
}
