import { createHash } from 'node:crypto';
import { Category } from '@lapwing/contracts/taxonomy';
import { z } from 'zod';
import { Hyperparameters } from '../train/hyperparameters.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Name of the file beside the versions that says which of them is in use. */
export const CURRENT_FILE = 'current';

/** Every file of a model folder besides the manifest itself. */
export const modelFiles = [
  'MODEL_CARD.md',
  'calibration.json',
  'head.bin',
  'head.json',
  'metrics.json',
  'mixture.json',
  'table.bin',
] as const;
export type ModelFile = (typeof modelFiles)[number];

/** `manifest.json`: what the folder holds, and the SHA-256 of each file. */
export const Manifest = z.strictObject({
  format: z.literal('lapwing-text-model/2'),
  /** Content-addressed: `text-` and the start of the SHA-256 of this manifest without its version. */
  version: z.string().regex(/^text-[0-9a-f]{16}$/),
  labels: z.array(Category).min(1),
  languages: z.array(z.string()),
  features: z.int().positive(),
  settings: Hyperparameters,
  sources: z.array(z.string()),
  files: z.record(z.enum(modelFiles), Sha256),
});
export type Manifest = z.infer<typeof Manifest>;

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The version that a manifest must carry: changes with any byte of any file. */
export function versionOf(manifest: Omit<Manifest, 'version'>): string {
  const { format, labels, languages, features, settings, sources, files } = manifest;
  const sorted = (record: Record<string, unknown>): [string, unknown][] =>
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  const content = [format, labels, languages, features, sorted(settings), sources, sorted(files)];
  return `text-${sha256(JSON.stringify(content)).slice(0, 16)}`;
}
