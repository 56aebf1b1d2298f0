import { expect, it } from 'vitest';
import { decodeTable, encodeTable } from '../infer/table-file.ts';
import { dequantise, quantise, quantiseFinely } from './quantise.ts';

it('quantises each column within half a step of its largest value', () => {
  const table = Float32Array.from([1, -100, 0.5, 50, 0, 0]);
  const quantised = quantise(table, 2);
  const back = dequantise(quantised);
  for (const [index, value] of table.entries()) {
    const step = quantised.scales[index % 2] ?? 0;
    expect(Math.abs((back[index] ?? 0) - value)).toBeLessThanOrEqual(step / 2 + 1e-6);
  }
});

it('keeps a column of zeros zero', () => {
  expect([...dequantise(quantise(new Float32Array(4), 2))]).toEqual([0, 0, 0, 0]);
});

it('reads back the table that it wrote, and refuses one of another size', () => {
  const file = {
    hashes: Uint32Array.of(3, 4_000_000_000),
    idf: Float32Array.of(1.5, 2.5),
    bag: quantise(Float32Array.of(1, 2, 3, 4, 5, 6), 3),
    tfidf: quantiseFinely(Float32Array.of(1, -1, 3, 4), 2),
    flat: quantiseFinely(Float32Array.of(0, -1, 3, 4), 2),
  };
  const bytes = encodeTable(file);
  const shape = { features: 2, dimensions: 3, outputs: 2 };
  expect(decodeTable(bytes, shape)).toEqual(file);
  expect(() => decodeTable(bytes.subarray(1), shape)).toThrow('its shape needs');
});
