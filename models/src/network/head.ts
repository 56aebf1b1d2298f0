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

/** The weights of a head as plain numbers: hidden [dimensions × units], logits [units × outputs], and their biases. */
export type HeadWeights = {
  hidden: Float32Array;
  biases: Float32Array;
  logits: Float32Array;
  offsets: Float32Array;
};

/** Copies the weights off the backend. */
export async function readHeadWeights(head: LayersModel): Promise<HeadWeights> {
  const [hidden, biases, logits, offsets] = await Promise.all(
    head.getWeights().map(async (weight) => Float32Array.from(await weight.data())),
  );
  if (!hidden || !biases || !logits || !offsets) throw new TypeError('The head has two layers.');
  return { hidden, biases, logits, offsets };
}

/**
 * How the head answers around one post, with the ReLU units that are on for it: logit of an output = its `base` + slope
 * of each dimension · the dimension.
 */
export type LocalHead = { slopes: Float64Array; base: number };

/** Prepares `LocalHead`s; the result keeps the weights in the order in which it reads them. */
export function createLocaliser({
  hidden,
  biases,
  logits,
  offsets,
}: HeadWeights): (pooled: Float32Array, outputs: readonly number[]) => LocalHead[] {
  const units = biases.length;
  const dimensions = hidden.length / units;
  const width = logits.length / units;
  const byUnit = Float32Array.from(
    hidden,
    (_, at) => hidden[(at % dimensions) * units + Math.floor(at / dimensions)] ?? 0,
  );
  return (pooled, outputs) => {
    const local = outputs.map((output) => ({
      slopes: new Float64Array(dimensions),
      base: offsets[output] ?? 0,
    }));
    for (let unit = 0; unit < units; unit += 1) {
      const from = unit * dimensions;
      const bias = biases[unit] ?? 0;
      let sum = bias;
      for (let d = 0; d < dimensions; d += 1) sum += (pooled[d] ?? 0) * (byUnit[from + d] ?? 0);
      if (sum <= 0) continue;
      for (const [index, head] of local.entries()) {
        const weight = logits[unit * width + (outputs[index] ?? 0)] ?? 0;
        const { slopes } = head;
        head.base += weight * bias;
        for (let d = 0; d < dimensions; d += 1) {
          slopes[d] = (slopes[d] ?? 0) + weight * (byUnit[from + d] ?? 0);
        }
      }
    }
    return local;
  };
}
