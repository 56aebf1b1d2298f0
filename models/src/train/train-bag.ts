import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { LearningPost } from '../linear/train-linear.ts';
import { type Bag, createBag, type Entries, sumPost, updateRows } from '../network/bag.ts';
import { createHead } from '../network/head.ts';
import { createRandom, type Random, shuffle } from '../random.ts';
import type { Hyperparameters } from './hyperparameters.ts';

/** Share of a post's features left out in each step, and the rate at which embeddings learn. */
export type BagRecipe = { dropout: number; bagRate: number };

export type TrainedBag = { bag: Bag; head: LayersModel; epochs: number };

/**
 * Trains bag and head together on the active TensorFlow.js backend (CPU: single-threaded, so the same seed gives the
 * same weights). `score` judges a snapshot on the validation fold, higher is better; the best look is what is
 * returned. It looks twice an epoch: on the smaller sets the best point is passed within the first.
 */
export function trainBag(
  posts: readonly LearningPost[],
  shape: { features: number; labels: number },
  settings: Hyperparameters & BagRecipe,
  score: (network: { bag: Bag; head: LayersModel }) => number,
  report: (epoch: number, loss: number, score: number) => void,
): TrainedBag {
  const bag = createBag(shape.features, settings.dimensions, settings.seed);
  const head = createHead(
    settings.dimensions,
    settings.hidden,
    shape.labels,
    baseLogit(posts, shape.labels),
    settings.seed,
  );
  const trainer = createTrainer(bag, head, shape.labels, settings);
  const random = createRandom(settings.seed + 1);
  const order = Int32Array.from(posts.keys());
  let best: { score: number; epoch: number; table: Float32Array; kept: tf.Tensor[] } = {
    score: Number.NEGATIVE_INFINITY,
    epoch: 0,
    table: bag.table,
    kept: head.getWeights().map((weight) => weight.clone()),
  };
  const half = Math.ceil(order.length / 2 / settings.batch) * settings.batch;
  training: for (let epoch = 0; epoch < settings.maxEpochs; epoch += 1) {
    shuffle(order, random);
    for (const [at, part] of [
      [epoch + 0.5, order.subarray(0, half)],
      [epoch + 1, order.subarray(half)],
    ] as const) {
      if (part.length === 0) continue;
      let loss = 0;
      for (let from = 0; from < part.length; from += settings.batch) {
        const batch = Array.from(part.subarray(from, from + settings.batch), (at) => posts[at]).filter(
          (post) => post !== undefined,
        );
        loss += trainer.step(batch, random);
      }
      const reached = score({ bag, head });
      report(at, loss / part.length, reached);
      if (reached > best.score) {
        tf.dispose(best.kept);
        const kept = head.getWeights().map((weight) => weight.clone());
        best = { score: reached, epoch: at, table: bag.table.slice(), kept };
      } else if (at - best.epoch >= settings.patience) break training;
    }
  }
  trainer.dispose();
  head.setWeights(best.kept);
  tf.dispose(best.kept);
  return { bag: { ...bag, table: best.table }, head, epochs: best.epoch };
}

/** Logit of the mean frequency of a label. */
function baseLogit(posts: readonly LearningPost[], labels: number): number {
  let positives = 0;
  for (const { truth } of posts)
    for (let label = 0; label < labels; label += 1) positives += truth[label] ?? 0;
  return Math.log((positives + 1) / (posts.length * labels - positives + 1));
}

function createTrainer(bag: Bag, head: LayersModel, labels: number, settings: Hyperparameters & BagRecipe) {
  const optimizer = tf.train.adam(settings.headRate);
  const squares = new Float32Array(bag.table.length);

  /** One step on one batch; returns the summed loss. */
  const step = (batch: readonly LearningPost[], random: Random): number => {
    const kept = batch.map(({ vector }) => dropFeatures(vector, settings.dropout, random));
    const pooled = new Float32Array(batch.length * bag.dimensions);
    const truth = new Float32Array(batch.length * labels);
    for (const [index, entries] of kept.entries()) {
      sumPost(bag, entries, index, pooled);
      const known = batch[index]?.truth;
      for (let label = 0; label < labels; label += 1) truth[index * labels + label] = known?.[label] ?? 0;
    }
    const weights = Float32Array.from(batch, ({ weight = 1 }) => weight);
    const { loss, slopes } = headStep(head, optimizer, pooled, truth, weights);
    for (const [index, entries] of kept.entries()) {
      updateRows(bag, squares, settings.bagRate, entries, slopes, index);
    }
    return loss;
  };

  return { step, dispose: () => optimizer.dispose() };
}

function headStep(
  head: LayersModel,
  optimizer: tf.Optimizer,
  pooled: Float32Array,
  truth: Float32Array,
  weights: Float32Array,
): { loss: number; slopes: Float32Array } {
  const posts = weights.length;
  return tf.tidy(() => {
    const input = tf.variable(tf.tensor2d(pooled, [posts, pooled.length / posts]), true, undefined);
    const target = tf.tensor2d(truth, [posts, truth.length / posts]);
    const weight = tf.tensor2d(weights, [posts, 1]);
    const { value, grads } = tf.variableGrads(() => {
      const logits = head.apply(input);
      if (!(logits instanceof tf.Tensor)) throw new TypeError('The head has one output.');
      // softplus(z) − y·z is the cross entropy of σ(z), without its overflow.
      return tf.sum<tf.Scalar>(tf.mul(weight, tf.sub(tf.softplus(logits), tf.mul(target, logits))));
    });
    const { [input.name]: inputGradient, ...headGradients } = grads;
    if (!inputGradient) throw new TypeError('The input has a gradient.');
    optimizer.applyGradients(headGradients);
    const result = { loss: value.dataSync()[0] ?? 0, slopes: Float32Array.from(inputGradient.dataSync()) };
    input.dispose();
    return result;
  });
}

/** Leaves each feature out with the given probability and scales up the rest, so that no single word decides. */
function dropFeatures({ rows, values }: Entries, dropout: number, random: Random): Entries {
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
