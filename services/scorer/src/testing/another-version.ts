import { appendFile, cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shippedModels } from '@lapwing/models';
import { Manifest, sha256, versionOf } from '@lapwing/models/infer/manifest';

/** The version that the release ships as the one in use. */
export async function shippedNow(): Promise<string> {
  return (await readFile(join(fileURLToPath(shippedModels), 'current'), 'utf8')).trim();
}

/**
 * A real model of another version: the shipped one with a longer card. It scores the same, which is all that a test of
 * who scores needs.
 *
 * @param directory where its folder is put
 * @returns its version, the name of the folder
 */
export async function anotherVersion(directory: string, words: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const draft = join(directory, 'draft');
  await cp(join(fileURLToPath(shippedModels), await shippedNow()), draft, { recursive: true });
  await appendFile(join(draft, 'MODEL_CARD.md'), `\n${words}\n`);
  const { version: _old, ...manifest } = Manifest.parse(
    JSON.parse(await readFile(join(draft, 'manifest.json'), 'utf8')),
  );
  const card = sha256(await readFile(join(draft, 'MODEL_CARD.md')));
  const content = { ...manifest, files: { ...manifest.files, 'MODEL_CARD.md': card } };
  const version = versionOf(content);
  await writeFile(join(draft, 'manifest.json'), JSON.stringify({ ...content, version }));
  await rename(draft, join(directory, version));
  return version;
}
