import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { FeatureTable } from '../features/feature-table.ts';
import type { SparseVector } from '../features/vectorise.ts';
import { runHead } from './head.ts';
import { type SparseLayers, sumPost } from './sparse-layers.ts';

/** The parts that turn text into logits; calibration comes after. */
export type Network = { table: FeatureTable; layers: SparseLayers; head: LayersModel };

/** Logits of a batch, row-major [posts × labels]: the head on the pooled embeddings plus the linear part. */
export function computeLogits(
  { layers, head }: Omit<Network, 'table'>,
  posts: readonly SparseVector[],
): Float32Array {
  const pooled = new Float32Array(posts.length * layers.dimensions);
  const logits = new Float32Array(posts.length * layers.labels);
  if (posts.length === 0) return logits;
  for (const [index, post] of posts.entries()) sumPost(layers, post, index, pooled, logits);
  const deep = runHead(head, pooled, posts.length);
  for (let i = 0; i < logits.length; i += 1) logits[i] = (logits[i] ?? 0) + (deep[i] ?? 0);
  return logits;
}
