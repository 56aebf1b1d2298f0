import { io, tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { z } from 'zod';
import { createHead } from '../network/head.ts';
import { ModelError } from './model-error.ts';
import { allFinite } from './table-file.ts';

/** Numbers in the head's shape: dimensions → hidden units → outputs. */
export type HeadShape = { dimensions: number; hidden: number; outputs: number };

/**
 * `head.json`: TensorFlow.js layers topology, and which weight is where in `head.bin`. The topology is compared and
 * never built: one layer more, or another activation, and the exact explanation would no longer hold.
 */
const headFile = ({ dimensions, hidden, outputs }: HeadShape) => {
  const dense = (units: number, activation: string) =>
    z.object({
      class_name: z.literal('Dense'),
      config: z.object({
        units: z.literal(units),
        activation: z.literal(activation),
        use_bias: z.literal(true),
      }),
    });
  const weight = (name: string, shape: number[]) =>
    z.strictObject({
      name: z.literal(name),
      shape: z.tuple([z.literal(shape[0]), ...shape.slice(1).map((size) => z.literal(size))]),
      dtype: z.literal('float32'),
    });
  return z.strictObject({
    modelTopology: z.object({
      class_name: z.literal('Sequential'),
      config: z.object({ layers: z.tuple([dense(hidden, 'relu'), dense(outputs, 'linear')]) }),
    }),
    weightSpecs: z.tuple([
      weight('hidden/kernel', [dimensions, hidden]),
      weight('hidden/bias', [hidden]),
      weight('logits/kernel', [hidden, outputs]),
      weight('logits/bias', [outputs]),
    ]),
  });
};

/** The two files of the head. */
export async function encodeHead(head: LayersModel): Promise<{ json: string; bin: Uint8Array }> {
  let artifacts: io.ModelArtifacts | undefined;
  await head.save(
    io.withSaveHandler(async (saved) => {
      artifacts = saved;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  const { modelTopology, weightSpecs, weightData } = artifacts ?? {};
  if (!weightData) throw new TypeError('TensorFlow.js saved no weights.');
  const json = JSON.stringify({ modelTopology, weightSpecs });
  return { json: `${json}\n`, bin: new Uint8Array(io.CompositeArrayBuffer.join(weightData)) };
}

/**
 * Puts the weights of the head onto the active backend. Throws ModelError MODEL_INVALID where the files are not those of
 * a head of this shape, before anything of that size is built.
 */
export function decodeHead(json: unknown, bin: Uint8Array, shape: HeadShape): LayersModel {
  const parsed = headFile(shape).safeParse(json);
  if (!parsed.success) throw new ModelError('MODEL_INVALID', `head.json: ${z.prettifyError(parsed.error)}`);
  const { dimensions, hidden, outputs } = shape;
  const shapes = [[dimensions, hidden], [hidden], [hidden, outputs], [outputs]];
  const sizes = shapes.map((sides) => sides.reduce((product, side) => product * side, 1));
  const expected = 4 * sizes.reduce((sum, size) => sum + size, 0);
  if (bin.byteLength !== expected) {
    throw new ModelError(
      'MODEL_INVALID',
      `head.bin has ${bin.byteLength} bytes, its shape needs ${expected}.`,
    );
  }
  // A copy of its own, aligned to four bytes.
  const weights = new Float32Array(new Uint8Array(bin).buffer);
  if (!allFinite(weights)) {
    throw new ModelError('MODEL_INVALID', 'head.bin holds a number that is not finite.');
  }
  const head = createHead(dimensions, hidden, outputs, 0, 0);
  tidy(() => {
    let at = 0;
    head.setWeights(
      shapes.map((sides, index) => {
        const from = at;
        at += sizes[index] ?? 0;
        return tensor(weights.subarray(from, at), sides);
      }),
    );
  });
  return head;
}
