import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { SparseVector } from '../features/vectorise.ts';
import { computeLogits } from '../network/compute-logits.ts';
import { createHead } from '../network/head.ts';
import { createSparseLayers, type SparseLayers, sumPost, updateRows } from '../network/sparse-layers.ts';
import { createRandom, type Random, shuffle } from '../random.ts';
import type { Hyperparameters } from './hyperparameters.ts';

/** A post and its truth per label, 0 or 1. */
export type TrainingPost = { vector: SparseVector; truth: Float32Array };

export type TrainedNetwork = { layers: SparseLayers; head: LayersModel; epochs: number };

type Kept = Pick<SparseVector, 'rows' | 'values'>;

/**
 * Trains bag, linear part and head together on the active TensorFlow.js backend (CPU: single-threaded, so the
 * same seed gives the same weights). `score` judges a snapshot on the validation fold, higher is better; the
 * best epoch is what is returned.
 */
export function trainNetwork(
  posts: readonly TrainingPost[],
  shape: { features: number; labels: number },
  settings: Hyperparameters,
  score: (network: { layers: SparseLayers; head: LayersModel }) => number,
  report: (epoch: number, loss: number, score: number) => void,
): TrainedNetwork {
  const layers = createSparseLayers(shape.features, settings.dimensions, shape.labels, settings.seed);
  const head = createHead(
    settings.dimensions,
    settings.hidden,
    shape.labels,
    baseLogit(posts, shape.labels),
    settings.seed,
  );
  const trainer = createTrainer(layers, head, settings);
  const random = createRandom(settings.seed + 1);
  const order = Int32Array.from(posts.keys());
  let best = {
    score: Number.NEGATIVE_INFINITY,
    epoch: 0,
    bag: layers.bag,
    wide: layers.wide,
    head: head.getWeights(),
  };
  for (let epoch = 1; epoch <= settings.maxEpochs; epoch += 1) {
    shuffle(order, random);
    let loss = 0;
    for (let from = 0; from < order.length; from += settings.batch) {
      const batch = Array.from(order.subarray(from, from + settings.batch), (at) => posts[at]).filter(
        (post) => !!post,
      );
      loss += trainer.step(batch, random);
    }
    const reached = score({ layers, head });
    report(epoch, loss / posts.length, reached);
    if (reached > best.score) {
      const weights = head.getWeights().map((weight) => weight.clone());
      best = { score: reached, epoch, bag: layers.bag.slice(), wide: layers.wide.slice(), head: weights };
    } else if (epoch - best.epoch >= settings.patience) break;
  }
  trainer.dispose();
  head.setWeights(best.head);
  return { layers: { ...layers, bag: best.bag, wide: best.wide }, head, epochs: best.epoch };
}

/** Logit of the mean frequency of a label. */
function baseLogit(posts: readonly TrainingPost[], labels: number): number {
  const positives = posts.reduce((sum, { truth }) => sum + truth.reduce((a, b) => a + b, 0), 0);
  return Math.log((positives + 1) / (posts.length * labels - positives + 1));
}

function createTrainer(layers: SparseLayers, head: LayersModel, settings: Hyperparameters) {
  const optimizer = tf.train.adam(settings.headRate);
  const bagSquares = new Float32Array(layers.bag.length);
  const wideSquares = new Float32Array(layers.wide.length);

  /** One step on one batch; returns the summed loss. */
  const step = (batch: readonly TrainingPost[], random: Random): number => {
    const kept = batch.map(({ vector }) => dropFeatures(vector, settings.dropout, random));
    const pooled = new Float32Array(batch.length * layers.dimensions);
    const wide = new Float32Array(batch.length * layers.labels);
    const truth = new Float32Array(batch.length * layers.labels);
    for (const [index, post] of batch.entries()) {
      sumPost(
        layers,
        kept[index] ?? { rows: new Int32Array(), values: new Float32Array() },
        index,
        pooled,
        wide,
      );
      truth.set(post.truth, index * layers.labels);
    }
    const { loss, pooledSlope, wideSlope } = headStep(head, optimizer, pooled, wide, truth, batch.length);
    for (const [index, post] of kept.entries()) {
      const { dimensions, labels } = layers;
      updateRows(layers.bag, bagSquares, dimensions, settings.bagRate, post, pooledSlope, index * dimensions);
      updateRows(layers.wide, wideSquares, labels, settings.wideRate, post, wideSlope, index * labels);
    }
    return loss;
  };
  return { step, dispose: () => optimizer.dispose() };
}

function headStep(
  head: LayersModel,
  optimizer: tf.Optimizer,
  pooled: Float32Array,
  wide: Float32Array,
  truth: Float32Array,
  posts: number,
): { loss: number; pooledSlope: Float32Array; wideSlope: Float32Array } {
  return tf.tidy(() => {
    const input = tf.variable(tf.tensor2d(pooled, [posts, pooled.length / posts]), true, undefined);
    const linear = tf.variable(tf.tensor2d(wide, [posts, wide.length / posts]), true, undefined);
    const target = tf.tensor2d(truth, [posts, truth.length / posts]);
    const { value, grads } = tf.variableGrads(() => {
      const deep = head.apply(input);
      if (!(deep instanceof tf.Tensor)) throw new TypeError('The head has one output.');
      const logits = tf.add(deep, linear);
      // softplus(z) − y·z is the cross entropy of σ(z), without its overflow.
      return tf.sum<tf.Scalar>(tf.sub(tf.softplus(logits), tf.mul(target, logits)));
    });
    const { [input.name]: pooledGrad, [linear.name]: wideGrad, ...headGrads } = grads;
    if (!pooledGrad || !wideGrad) throw new TypeError('The inputs have gradients.');
    optimizer.applyGradients(headGrads);
    const slopes = {
      loss: value.dataSync()[0] ?? 0,
      pooledSlope: Float32Array.from(pooledGrad.dataSync()),
      wideSlope: Float32Array.from(wideGrad.dataSync()),
    };
    input.dispose();
    linear.dispose();
    return slopes;
  });
}

/** Leaves each feature out with the given probability and scales up the rest, so that no single word decides. */
function dropFeatures({ rows, values }: SparseVector, dropout: number, random: Random): Kept {
  const keptRows = new Int32Array(rows.length);
  const keptValues = new Float32Array(rows.length);
  let used = 0;
  for (let i = 0; i < rows.length; i += 1) {
    if (random() < dropout) continue;
    keptRows[used] = rows[i] ?? 0;
    keptValues[used] = (values[i] ?? 0) / (1 - dropout);
    used += 1;
  }
  return { rows: keptRows.subarray(0, used), values: keptValues.subarray(0, used) };
}

/** Logits of many posts, in batches, one array per post. */
export function logitsOf(
  network: { layers: SparseLayers; head: LayersModel },
  vectors: readonly SparseVector[],
  batch = 256,
): Float32Array[] {
  const all: Float32Array[] = [];
  const width = network.layers.labels;
  for (let from = 0; from < vectors.length; from += batch) {
    const slice = vectors.slice(from, from + batch);
    const logits = computeLogits(network, slice);
    for (const index of slice.keys()) all.push(logits.slice(index * width, (index + 1) * width));
  }
  return all;
}
