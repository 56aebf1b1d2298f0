import { describe, expect, it } from 'vitest';
import { isMet, measurement, quantile } from './measurement.ts';

describe('quantile', () => {
  it('is the value below which the share of the sample lies, whatever the order', () => {
    const sample = [5, 1, 4, 2, 3];
    expect([0.2, 0.5, 0.99, 1].map((share) => quantile(sample, share))).toEqual([1, 3, 5, 5]);
  });

  it('refuses an empty sample', () => {
    expect(() => quantile([], 0.5)).toThrow('nothing');
  });
});

describe('a measurement', () => {
  it('holds its value against the baseline', () => {
    expect(measurement('flags', 600, 'flags/s', { baseline: 1_000 })).toEqual({
      name: 'flags',
      value: 600,
      unit: 'flags/s',
      baseline: 1_000,
      ratio: 0.6,
    });
  });

  it('is met by its ratio where it has a baseline, else by its value', () => {
    expect(isMet(measurement('a', 600, 'u', { baseline: 1_000, wanted: { atLeast: 0.5 } }))).toBe(true);
    expect(isMet(measurement('b', 1_600, 'u', { baseline: 1_000, wanted: { atMost: 1.5 } }))).toBe(false);
    expect(isMet(measurement('c', 999, 'ms', { wanted: { atMost: 1_000 } }))).toBe(true);
    expect(isMet(measurement('d', 1, 'u'))).toBeUndefined();
  });
});
