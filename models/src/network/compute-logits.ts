import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { FeatureTable } from '../features/feature-table.ts';
import type { SparseVector } from '../features/vectorise.ts';
import { addLinear, type LinearLayer } from '../linear/linear-layer.ts';
import { type Bag, sumPost } from './bag.ts';
import { runHead } from './head.ts';

/** How the two members are joined, per label: linear · its logit + bag · its logit + offset. */
export type Mixture = { linear: number[]; bag: number[]; offsets: number[] };

/** The parts that turn text into logits; calibration comes after. */
export type Network = {
  table: FeatureTable;
  linear: LinearLayer;
  bag: Bag;
  head: LayersModel;
  mixture: Mixture;
};

/** Logits of the linear member, row-major [posts × labels]. */
export function linearLogits(linear: LinearLayer, posts: readonly SparseVector[]): Float32Array {
  const logits = new Float32Array(posts.length * linear.labels);
  for (const [index, post] of posts.entries()) addLinear(linear, post, logits, index * linear.labels);
  return logits;
}

/** Logits of the bag with its head, row-major [posts × labels]. */
export function bagLogits(
  { bag, head }: Pick<Network, 'bag' | 'head'>,
  posts: readonly SparseVector[],
): Float32Array {
  if (posts.length === 0) return new Float32Array();
  const pooled = new Float32Array(posts.length * bag.dimensions);
  for (const [index, post] of posts.entries()) sumPost(bag, post, index, pooled);
  return runHead(head, pooled, posts.length);
}

/** Logits of a batch, row-major [posts × labels]: both members, joined. */
export function computeLogits(network: Omit<Network, 'table'>, posts: readonly SparseVector[]): Float32Array {
  return mixLogits(network.mixture, linearLogits(network.linear, posts), bagLogits(network, posts));
}

/** Joins the logits of both members, row-major [posts × labels]. */
export function mixLogits(
  { linear, bag, offsets }: Mixture,
  shallow: Float32Array,
  deep: Float32Array,
): Float32Array {
  const labels = offsets.length;
  return shallow.map((logit, at) => {
    const label = at % labels;
    return (linear[label] ?? 0) * logit + (bag[label] ?? 0) * (deep[at] ?? 0) + (offsets[label] ?? 0);
  });
}
