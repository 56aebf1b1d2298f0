import { io } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { z } from 'zod';
import { ModelError } from './model-error.ts';

/** `head.json`: TensorFlow.js layers topology, and which weight is where in `head.bin`. */
const HeadFile = z.strictObject({
  modelTopology: z.record(z.string(), z.unknown()),
  weightSpecs: z.array(
    z.strictObject({ name: z.string(), shape: z.array(z.int().positive()), dtype: z.literal('float32') }),
  ),
});

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

/** Loads the head onto the active backend. Throws ModelError MODEL_INVALID where it does not fit its shape. */
export async function decodeHead(
  json: unknown,
  bin: Uint8Array,
  { dimensions, outputs }: { dimensions: number; outputs: number },
): Promise<LayersModel> {
  const parsed = HeadFile.safeParse(json);
  if (!parsed.success) throw new ModelError('MODEL_INVALID', `head.json: ${z.prettifyError(parsed.error)}`);
  let head: LayersModel;
  try {
    head = await loadLayersModel(io.fromMemory({ ...parsed.data, weightData: new Uint8Array(bin).buffer }));
  } catch (cause) {
    throw new ModelError('MODEL_INVALID', 'TensorFlow.js cannot load the head.', { cause });
  }
  // Two layers and no other: explanations take them apart.
  const shapes = head.getWeights().map(({ shape }) => shape);
  const hidden = shapes[1]?.[0] ?? 0;
  const expected = [[dimensions, hidden], [hidden], [hidden, outputs], [outputs]];
  if (JSON.stringify(shapes) !== JSON.stringify(expected)) {
    head.dispose();
    throw new ModelError('MODEL_INVALID', 'The head does not have the shape that the manifest says.');
  }
  return head;
}
