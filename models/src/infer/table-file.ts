import { endianness } from 'node:os';
import type { Quantised } from '../network/quantise.ts';
import { ModelError } from './model-error.ts';

/** `table.bin`, little-endian: hashes u32[F] · idf f32[F] · bag scales f32[D] · wide scales f32[L] · bag i8[F×D] · wide i8[F×L]. */
export type TableFile = { hashes: Uint32Array; idf: Float32Array; bag: Quantised; wide: Quantised };

export function encodeTable({ hashes, idf, bag, wide }: TableFile): Uint8Array {
  refuseBigEndian();
  const parts = [hashes, idf, bag.scales, wide.scales, bag.codes, wide.codes];
  return Buffer.concat(
    parts.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  );
}

/** Reads what `encodeTable` wrote. Throws ModelError MODEL_INVALID where the size is not that of the shape. */
export function decodeTable(
  file: Uint8Array,
  { features, dimensions, labels }: { features: number; dimensions: number; labels: number },
): TableFile {
  refuseBigEndian();
  const expected = features * (8 + dimensions + labels) + 4 * (dimensions + labels);
  if (file.byteLength !== expected) {
    throw new ModelError(
      'MODEL_INVALID',
      `table.bin has ${file.byteLength} bytes, its shape needs ${expected}.`,
    );
  }
  // A copy of its own: Node's small reads share a pool, where views of four bytes may not be aligned.
  const { buffer } = new Uint8Array(file);
  let at = 0;
  const take = (bytes: number): number => {
    at += bytes;
    return at - bytes;
  };
  const hashes = new Uint32Array(buffer, take(4 * features), features);
  const idf = new Float32Array(buffer, take(4 * features), features);
  const bagScales = new Float32Array(buffer, take(4 * dimensions), dimensions);
  const wideScales = new Float32Array(buffer, take(4 * labels), labels);
  const bagCodes = new Int8Array(buffer, take(features * dimensions), features * dimensions);
  const wideCodes = new Int8Array(buffer, take(features * labels), features * labels);
  return {
    hashes,
    idf,
    bag: { codes: bagCodes, scales: bagScales },
    wide: { codes: wideCodes, scales: wideScales },
  };
}

function refuseBigEndian(): void {
  if (endianness() !== 'LE')
    throw new ModelError('MODEL_INVALID', 'Model files are little-endian, this machine is not.');
}
