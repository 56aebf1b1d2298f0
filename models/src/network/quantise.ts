/** A row-major table as small integers with one scale per column. */
export type Quantised<Codes extends Int8Array | Int16Array = Int8Array> = {
  codes: Codes;
  scales: Float32Array;
};

/** Rounds to int8; a column's largest magnitude is 127. A quarter of the size, and nearly the same decisions. */
export function quantise(table: Float32Array, width: number): Quantised {
  const scales = scalesOf(table, width, 127);
  return { codes: Int8Array.from(table, (value, index) => round(value, scales[index % width])), scales };
}

/**
 * Rounds to int16; a column's largest magnitude is 32,767. For the linear part: a few of its weights are hundreds of
 * times the usual one, which int8 would round to nothing.
 */
export function quantiseFinely(table: Float32Array, width: number): Quantised<Int16Array> {
  const scales = scalesOf(table, width, 32_767);
  return { codes: Int16Array.from(table, (value, index) => round(value, scales[index % width])), scales };
}

/** The table that the codes stand for. */
export function dequantise({ codes, scales }: Quantised<Int8Array | Int16Array>): Float32Array {
  const width = scales.length;
  return Float32Array.from(codes, (code, index) => code * (scales[index % width] ?? 0));
}

function scalesOf(table: Float32Array, width: number, largest: number): Float32Array {
  const scales = new Float32Array(width);
  for (let index = 0; index < table.length; index += 1) {
    const column = index % width;
    scales[column] = Math.max(scales[column] ?? 0, Math.abs(table[index] ?? 0) / largest);
  }
  return scales;
}

function round(value: number, scale = 0): number {
  return scale === 0 ? 0 : Math.round(value / scale);
}
