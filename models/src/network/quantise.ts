/** A row-major table as int8 with one scale per column. */
export type Quantised = { codes: Int8Array; scales: Float32Array };

/** Rounds to int8; a column's largest magnitude is 127. A quarter of the size, and nearly the same decisions. */
export function quantise(table: Float32Array, width: number): Quantised {
  const scales = new Float32Array(width);
  for (let index = 0; index < table.length; index += 1) {
    const column = index % width;
    scales[column] = Math.max(scales[column] ?? 0, Math.abs(table[index] ?? 0) / 127);
  }
  const codes = Int8Array.from(table, (value, index) => {
    const scale = scales[index % width] ?? 0;
    return scale === 0 ? 0 : Math.round(value / scale);
  });
  return { codes, scales };
}

/** The table that the codes stand for. */
export function dequantise({ codes, scales }: Quantised): Float32Array {
  const width = scales.length;
  return Float32Array.from(codes, (code, index) => code * (scales[index % width] ?? 0));
}
