import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Calibration } from '../calibrate/calibration.ts';
import { type Metrics, Metrics as MetricsSchema } from '../evaluate/metrics.ts';
import { createFeatureTable } from '../features/feature-table.ts';
import type { ServingNetwork } from '../network/compute-logits.ts';
import { decodeHead } from './head-file.ts';
import { CURRENT_FILE, Manifest, type ModelFile, modelFiles, sha256, versionOf } from './manifest.ts';
import { MixtureFile } from './mixture-file.ts';
import { ModelError } from './model-error.ts';
import { decodeTable } from './table-file.ts';

const MEGABYTE = 2 ** 20;
/** Far above what a model needs, far below what would hurt: nothing larger is read into memory. */
const largestSizes: Record<ModelFile | 'manifest.json', number> = {
  'MODEL_CARD.md': 4 * MEGABYTE,
  'calibration.json': MEGABYTE,
  'head.bin': 16 * MEGABYTE,
  'head.json': MEGABYTE,
  'manifest.json': MEGABYTE,
  'metrics.json': 4 * MEGABYTE,
  'mixture.json': MEGABYTE,
  'table.bin': 256 * MEGABYTE,
};

/** A verified model folder, its head on the active backend. */
export type LoadedFolder = {
  manifest: Manifest;
  calibration: Calibration;
  metrics: Metrics;
  network: ServingNetwork;
};

/**
 * Reads and verifies a model folder, or the one that `current` in a folder of versions names. Throws ModelError:
 * MODEL_MISSING, MODEL_TAMPERED (a byte differs from its hash, or the manifest from its version), MODEL_INVALID.
 */
export async function readModel(directory: string): Promise<LoadedFolder> {
  const folder = await resolveFolder(directory);
  const manifest = parse(Manifest, await readPart(folder, 'manifest.json'), 'manifest.json');
  if (versionOf(manifest) !== manifest.version) {
    throw new ModelError('MODEL_TAMPERED', `manifest.json is not that of version ${manifest.version}.`);
  }
  const files = new Map<ModelFile, Uint8Array>();
  for (const name of modelFiles) {
    const bytes = await readPart(folder, name);
    if (sha256(bytes) !== manifest.files[name]) {
      throw new ModelError('MODEL_TAMPERED', `${name} does not have the SHA-256 that the manifest says.`);
    }
    files.set(name, bytes);
  }
  const file = (name: ModelFile): Uint8Array => files.get(name) ?? new Uint8Array();
  const shape = {
    features: manifest.features,
    dimensions: manifest.settings.dimensions,
    hidden: manifest.settings.hidden,
    outputs: manifest.labels.length + 1,
  };
  const calibration = parse(Calibration, file('calibration.json'), 'calibration.json');
  if ([calibration.labels, calibration.thresholds].some(({ length }) => length !== manifest.labels.length)) {
    throw new ModelError('MODEL_INVALID', 'calibration.json has not one entry per label.');
  }
  const { intercepts, ...mixture } = parse(MixtureFile, file('mixture.json'), 'mixture.json');
  if ([intercepts, ...Object.values(mixture)].some(({ length }) => length !== shape.outputs)) {
    throw new ModelError('MODEL_INVALID', 'mixture.json has not one entry per output.');
  }
  const metrics = parse(MetricsSchema, file('metrics.json'), 'metrics.json');
  const { hashes, idf, bag, tfidf, flat } = decodeTable(file('table.bin'), shape);
  const head = decodeHead(parse(z.unknown(), file('head.json'), 'head.json'), file('head.bin'), shape);
  return {
    manifest,
    calibration,
    metrics,
    network: {
      table: createFeatureTable(hashes, idf),
      linear: {
        labels: shape.outputs,
        // The integers themselves: quick to load, small, and their scales are applied to the sums.
        tfidf: tfidf.codes,
        flat: flat.codes,
        scales: { tfidf: tfidf.scales, flat: flat.scales },
        intercepts: Float32Array.from(intercepts),
      },
      bag: {
        features: shape.features,
        dimensions: shape.dimensions,
        table: bag.codes,
        scales: bag.scales,
      },
      head,
      mixture,
    },
  };
}

async function resolveFolder(directory: string): Promise<string> {
  const pointer = await readFile(join(directory, CURRENT_FILE), 'utf8').catch(() => undefined);
  const folder = pointer === undefined ? directory : join(directory, checkVersion(pointer.trim()));
  return folder;
}

function checkVersion(version: string): string {
  if (/^text-[0-9a-f]{16}$/.test(version)) return version;
  throw new ModelError('MODEL_INVALID', `The file "${CURRENT_FILE}" does not name a version.`);
}

async function readPart(folder: string, name: keyof typeof largestSizes): Promise<Uint8Array> {
  const path = join(folder, name);
  try {
    const { size } = await stat(path);
    if (size <= largestSizes[name]) return await readFile(path);
  } catch (cause) {
    throw new ModelError('MODEL_MISSING', `There is no readable ${name} in ${folder}.`, { cause });
  }
  throw new ModelError('MODEL_INVALID', `${name} is larger than that of any model.`);
}

function parse<T>(schema: z.ZodType<T>, bytes: Uint8Array, name: string): T {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw new ModelError('MODEL_INVALID', `${name} is not JSON.`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ModelError('MODEL_INVALID', `${name}: ${z.prettifyError(parsed.error)}`);
}
