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
