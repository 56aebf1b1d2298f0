import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { FeatureTable } from '../features/feature-table.ts';
import type { SparseVector } from '../features/vectorise.ts';
import { addLinear, type LinearLayer, type LinearWeights } from '../linear/linear-layer.ts';
import { type Bag, type Embeddings, sumPost } from './bag.ts';
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

/** A network that only computes: its weights may be the small integers of a model folder. */
export type ServingNetwork = Omit<Network, 'linear' | 'bag'> & { linear: LinearWeights; bag: Embeddings };

/** Logits of the linear member, row-major [posts × labels]. */
export function linearLogits(linear: LinearWeights, posts: readonly SparseVector[]): Float32Array {
  const logits = new Float32Array(posts.length * linear.labels);
  for (const [index, post] of posts.entries()) addLinear(linear, post, logits, index * linear.labels);
  return logits;
}

/** The summed embeddings of each post, row-major [posts × dimensions]. */
export function poolPosts(bag: Embeddings, posts: readonly SparseVector[]): Float32Array {
  const pooled = new Float32Array(posts.length * bag.dimensions);
  for (const [index, post] of posts.entries()) sumPost(bag, post, index, pooled);
  return pooled;
}

/** Logits of the bag with its head, row-major [posts × labels]. */
export function bagLogits(
  { bag, head }: Pick<ServingNetwork, 'bag' | 'head'>,
  posts: readonly SparseVector[],
  pooled = poolPosts(bag, posts),
): Float32Array {
  return posts.length === 0 ? new Float32Array() : runHead(head, pooled, posts.length);
}

/** Logits of a batch, row-major [posts × labels]: both members, joined. `pooled` where it is known already. */
export function computeLogits(
  network: Omit<ServingNetwork, 'table'>,
  posts: readonly SparseVector[],
  pooled?: Float32Array,
): Float32Array {
  return mixLogits(network.mixture, linearLogits(network.linear, posts), bagLogits(network, posts, pooled));
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
