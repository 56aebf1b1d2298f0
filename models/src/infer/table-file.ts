import { endianness } from 'node:os';
import type { Quantised } from '../network/quantise.ts';
import { ModelError } from './model-error.ts';

/**
 * `table.bin`, little-endian, of F features, D dimensions and O outputs: hashes u32[F] · idf f32[F] · scales f32 of
 * the bag [D], of the tf-idf view [O] and of the flat view [O] · tf-idf i16[F×O] · flat i16[F×O] · bag i8[F×D].
 */
export type TableFile = {
  hashes: Uint32Array;
  idf: Float32Array;
  bag: Quantised;
  tfidf: Quantised<Int16Array>;
  flat: Quantised<Int16Array>;
};

export function encodeTable({ hashes, idf, bag, tfidf, flat }: TableFile): Uint8Array {
  refuseBigEndian();
  const parts = [hashes, idf, bag.scales, tfidf.scales, flat.scales, tfidf.codes, flat.codes, bag.codes];
  return Buffer.concat(
    parts.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  );
}

/**
 * Reads what `encodeTable` wrote. Throws ModelError MODEL_INVALID where the size is not that of the shape, a number is
 * not finite, or the hashes do not ascend.
 */
export function decodeTable(
  file: Uint8Array,
  { features, dimensions, outputs }: { features: number; dimensions: number; outputs: number },
): TableFile {
  refuseBigEndian();
  const expected = features * (8 + dimensions + 4 * outputs) + 4 * (dimensions + 2 * outputs);
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
  const floats = (count: number) => new Float32Array(buffer, take(4 * count), count);
  const shorts = (count: number) => new Int16Array(buffer, take(2 * count), count);
  const hashes = new Uint32Array(buffer, take(4 * features), features);
  const idf = floats(features);
  const [bagScales, tfidfScales, flatScales] = [floats(dimensions), floats(outputs), floats(outputs)];
  const [tfidfCodes, flatCodes] = [shorts(features * outputs), shorts(features * outputs)];
  const bagCodes = new Int8Array(buffer, take(features * dimensions), features * dimensions);
  if (![idf, bagScales, tfidfScales, flatScales].every(allFinite)) {
    throw new ModelError('MODEL_INVALID', 'table.bin holds a number that is not finite.');
  }
  // The look-up takes them as unique, and an order that differs was not written by us.
  if (hashes.some((hash, row) => row > 0 && hash <= (hashes[row - 1] ?? 0))) {
    throw new ModelError('MODEL_INVALID', 'The hashes of table.bin do not ascend.');
  }
  return {
    hashes,
    idf,
    bag: { codes: bagCodes, scales: bagScales },
    tfidf: { codes: tfidfCodes, scales: tfidfScales },
    flat: { codes: flatCodes, scales: flatScales },
  };
}

/** Whether every number is one that can be computed with. */
export const allFinite = (numbers: Float32Array): boolean => numbers.every(Number.isFinite);

function refuseBigEndian(): void {
  if (endianness() !== 'LE')
    throw new ModelError('MODEL_INVALID', 'Model files are little-endian, this machine is not.');
}
