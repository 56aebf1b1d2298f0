import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelCard } from '../evaluate/model-card.ts';
import type { TrainedModel } from '../train/train-model.ts';
import { encodeHead } from './head-file.ts';
import { CURRENT_FILE, type Manifest, type ModelFile, modelFiles, sha256, versionOf } from './manifest.ts';
import type { MixtureFile } from './mixture-file.ts';
import { ModelError } from './model-error.ts';
import { readScorer } from './read-scorer.ts';
import { encodeTable } from './table-file.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Writes `<directory>/<version>/` whole or not at all, then points `<directory>/current` at it. The same model
 * written twice is the same folder, and is left alone. Returns its manifest and path. Throws ModelError where what was
 * written cannot be loaded, and leaves nothing of it.
 */
export async function writeModel(
  model: TrainedModel,
  directory: string,
): Promise<{ manifest: Manifest; path: string }> {
  const { labels, languages, settings, sources, table, linear, bag, mixture } = model;
  const head = await encodeHead(model.head);
  const contents: Record<ModelFile, string | Uint8Array> = {
    'MODEL_CARD.md': modelCard(model),
    'calibration.json': json(model.calibration),
    'head.bin': head.bin,
    'head.json': head.json,
    'metrics.json': json(model.metrics),
    'mixture.json': json({ ...mixture, intercepts: [...linear.intercepts] } satisfies MixtureFile),
    'table.bin': encodeTable({
      hashes: table.hashes,
      idf: table.idf,
      bag,
      tfidf: linear.tfidf,
      flat: linear.flat,
    }),
  };
  const files = {
    'MODEL_CARD.md': sha256(contents['MODEL_CARD.md']),
    'calibration.json': sha256(contents['calibration.json']),
    'head.bin': sha256(contents['head.bin']),
    'head.json': sha256(contents['head.json']),
    'metrics.json': sha256(contents['metrics.json']),
    'mixture.json': sha256(contents['mixture.json']),
    'table.bin': sha256(contents['table.bin']),
  };
  const content = {
    format: 'lapwing-text-model/2' as const,
    labels,
    languages,
    features: table.hashes.length,
    settings,
    sources,
    files,
  };
  const manifest: Manifest = { ...content, version: versionOf(content) };
  const path = join(directory, manifest.version);
  if (!(await isIntact(path, manifest.version))) {
    const unfinished = `${path}.${process.pid}.part`;
    try {
      await mkdir(unfinished, { recursive: true });
      for (const name of modelFiles) await writeFile(join(unfinished, name), contents[name]);
      await writeFile(join(unfinished, 'manifest.json'), json(manifest));
      await tryToLoad(unfinished);
      // What stands there cannot be loaded, and so nobody loses it.
      await rm(path, { recursive: true, force: true });
      await rename(unfinished, path);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }
  const pointer = join(directory, CURRENT_FILE);
  await writeFile(`${pointer}.part`, `${manifest.version}\n`);
  await rename(`${pointer}.part`, pointer);
  return { manifest, path };
}

/** Loads a folder as whoever serves it will, and lets it go. Returns its version; throws ModelError. */
async function tryToLoad(path: string): Promise<string> {
  const { manifest, network } = await readScorer(path);
  network.head.dispose();
  return manifest.version;
}

const isIntact = (path: string, version: string): Promise<boolean> =>
  tryToLoad(path).then(
    (found) => found === version,
    (error: unknown) => {
      if (error instanceof ModelError) return false;
      throw error;
    },
  );
