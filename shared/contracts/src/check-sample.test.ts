import { describe, expect, it } from 'vitest';
import { checkPercentOf } from './check-sample.ts';

/** Ids whose last digits count through all of one draw, the other one fixed. */
const ids = Array.from({ length: 4096 }, (_, index) => {
  const pick = ((index * 256) % 16 ** 5).toString(16).padStart(5, '0');
  const place = ((index * 257 * 31) % 16 ** 5).toString(16).padStart(5, '0');
  return `01990000-0000-7000-8000-00${pick}${place}`;
});

describe('the items picked to check the model', () => {
  it.each([
    [0.05, false, 0.025],
    [0.05, true, 0.25],
    [0.4, true, 1],
    [0, true, 0],
  ])('are of share %d (unsure: %s) %d', (share, unsure, expected) => {
    const picked = ids.filter((id) => checkPercentOf(id, share, unsure) !== null);
    expect(picked.length / ids.length).toBeCloseTo(expected, 2);
  });

  it('are the same every time, and random ones stay picked when the model becomes unsure', () => {
    const picked = ids.filter((id) => checkPercentOf(id, 0.05, false) !== null);
    for (const id of picked) expect(checkPercentOf(id, 0.05, true)).toBe(checkPercentOf(id, 0.05, false));
  });

  it('spread over the whole queue', () => {
    const places = ids.flatMap((id) => checkPercentOf(id, 1, true) ?? []);
    expect(Math.min(...places)).toBe(0);
    expect(Math.max(...places)).toBe(100);
    expect(places.reduce((sum, place) => sum + place, 0) / places.length).toBeCloseTo(50, -1);
  });
});
