import { appendFile, cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shippedModels } from '@lapwing/models';
import { distinctFeatures } from '@lapwing/models/features/vectorise';
import { Manifest, modelFiles, sha256, versionOf } from '@lapwing/models/infer/manifest';

/** The version that the release ships as the one in use. */
export async function shippedNow(): Promise<string> {
  return (await readFile(join(fileURLToPath(shippedModels), 'current'), 'utf8')).trim();
}

/**
 * A real model of another version: the shipped one with a longer card. Unless it is changed, it scores the same, which
 * is all that a test of who scores needs.
 *
 * @param directory where its folder is put
 * @param change what is done to the files of its folder besides
 * @returns its version, the name of the folder
 */
export async function anotherVersion(
  directory: string,
  words: string,
  change: (folder: string) => Promise<void> = async () => {},
): Promise<string> {
  await mkdir(directory, { recursive: true });
  const draft = join(directory, 'draft');
  await cp(join(fileURLToPath(shippedModels), await shippedNow()), draft, { recursive: true });
  await appendFile(join(draft, 'MODEL_CARD.md'), `\n${words}\n`);
  await change(draft);
  const { version: _old, ...manifest } = Manifest.parse(
    JSON.parse(await readFile(join(draft, 'manifest.json'), 'utf8')),
  );
  const files = { ...manifest.files };
  for (const name of modelFiles) files[name] = sha256(await readFile(join(draft, name)));
  const content = { ...manifest, files };
  const version = versionOf(content);
  await writeFile(join(draft, 'manifest.json'), JSON.stringify({ ...content, version }));
  await rename(draft, join(directory, version));
  return version;
}

/**
 * Makes a model folder give no number for a post that says a known word twice, though each of its weights is finite;
 * any other post gets one. For `anotherVersion`.
 */
export const withoutNumberFor =
  (word: string) =>
  async (folder: string): Promise<void> => {
    const file = join(folder, 'table.bin');
    const bytes = new Uint8Array(await readFile(file));
    const { features, labels, settings } = Manifest.parse(
      JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')),
    );
    const outputs = labels.length + 1;
    // The word itself comes last, after its n-grams.
    const row = new Uint32Array(bytes.buffer, 0, features).indexOf(distinctFeatures(word).at(-1) ?? 0);
    if (row === -1) throw new Error(`The shipped model does not know "${word}"`);
    new Float32Array(bytes.buffer, 4 * features, features)[row] = 3.4e38;
    // What lies past the largest number, times nothing, is no number. After the idf stand the scales.
    const linear = new DataView(bytes.buffer, 8 * features + 4 * (settings.dimensions + 2 * outputs));
    for (let output = 0; output < outputs; output += 1)
      linear.setInt16(2 * (row * outputs + output), 0, true);
    await writeFile(file, bytes);
  };
