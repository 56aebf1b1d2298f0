import * as tf from '@tensorflow/tfjs-core';
import { initializers, type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';

/**
 * A fresh head: pooled embedding [batch × dimensions] → ReLU → logits [batch × labels]. `base` is the logit to
 * start from: without it, every feature would first learn that most posts do not have a label.
 */
export function createHead(
  dimensions: number,
  hidden: number,
  labels: number,
  base: number,
  seed: number,
): LayersModel {
  return sequential({
    name: 'head',
    layers: [
      layers.dense({
        name: 'hidden',
        units: hidden,
        activation: 'relu',
        inputShape: [dimensions],
        kernelInitializer: initializers.glorotUniform({ seed }),
      }),
      layers.dense({
        name: 'logits',
        units: labels,
        kernelInitializer: initializers.glorotUniform({ seed: seed + 1 }),
        biasInitializer: initializers.constant({ value: base }),
      }),
    ],
  });
}

/** Runs the head on `pooled`, row-major [posts × dimensions]; returns its logits, row-major [posts × labels]. */
export function runHead(head: LayersModel, pooled: Float32Array, posts: number): Float32Array {
  return tf.tidy(() => {
    const output = head.predict(tf.tensor2d(pooled, [posts, pooled.length / posts]), { batchSize: posts });
    if (Array.isArray(output)) throw new TypeError('The head has one output.');
    return Float32Array.from(output.dataSync());
  });
}

/** The weights of a head as plain numbers: hidden [dimensions × hidden], its biases, and logits [hidden × outputs]. */
export type HeadWeights = { hidden: Float32Array; biases: Float32Array; logits: Float32Array };

/** Copies the weights off the backend. */
export async function readHeadWeights(head: LayersModel): Promise<HeadWeights> {
  const [hidden, biases, logits] = await Promise.all(
    head.getWeights().map(async (weight) => Float32Array.from(await weight.data())),
  );
  if (!hidden || !biases || !logits) throw new TypeError('The head has two layers.');
  return { hidden, biases, logits };
}

/** Slope of each output with respect to each dimension of `pooled`, with the ReLU units that are on for it. */
export function headSlopes({ hidden, biases, logits }: HeadWeights, pooled: Float32Array): Float32Array[] {
  const units = biases.length;
  const outputs = logits.length / units;
  const slopes = Array.from({ length: outputs }, () => new Float32Array(pooled.length));
  for (let unit = 0; unit < units; unit += 1) {
    let sum = biases[unit] ?? 0;
    for (let d = 0; d < pooled.length; d += 1) sum += (pooled[d] ?? 0) * (hidden[d * units + unit] ?? 0);
    if (sum <= 0) continue;
    for (const [output, slope] of slopes.entries()) {
      const weight = logits[unit * outputs + output] ?? 0;
      for (let d = 0; d < pooled.length; d += 1) {
        slope[d] = (slope[d] ?? 0) + weight * (hidden[d * units + unit] ?? 0);
      }
    }
  }
  return slopes;
}
