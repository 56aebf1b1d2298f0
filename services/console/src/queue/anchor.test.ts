import { describe, expect, it } from 'vitest';
import { chooseAnchor, keepAnchor, newAbove } from './anchor.ts';

const ROW = 64;
const ids = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('a list that changes while it is read', () => {
  it('keeps the selected row in its place when others slide in above', () => {
    const anchor = chooseAnchor(ids, 'c', 0, 300, ROW, false);
    expect(anchor).toEqual({ id: 'c', offset: 128 });
    expect(keepAnchor(['x', 'y', ...ids], anchor, ROW)).toBe(128);
  });

  it('keeps the first whole row in its place when the selected one is out of view', () => {
    const anchor = chooseAnchor(ids, 'a', 100, 128, ROW, false);
    expect(anchor).toEqual({ id: 'c', offset: 28 });
    expect(keepAnchor(['x', ...ids], anchor, ROW)).toBe(164);
  });

  it('lets new items show at the top when nothing is being read', () => {
    expect(chooseAnchor(ids, null, 0, 300, ROW, false)).toBeNull();
    expect(keepAnchor(['x', ...ids], null, ROW)).toBeNull();
  });

  it('does not move a row away from under the pointer', () => {
    expect(chooseAnchor(ids, null, 0, 300, ROW, true)).toEqual({ id: 'a', offset: 0 });
  });

  it('stays where it is when the anchored row has gone', () => {
    expect(keepAnchor(['b'], { id: 'a', offset: 0 }, ROW)).toBeNull();
  });
});

describe('newAbove', () => {
  it('names only new rows that are above the view', () => {
    expect(newAbove(new Set(['a', 'b']), ['x', 'a', 'y', 'b'], ROW, ROW)).toEqual(['x']);
    expect(newAbove(new Set(['a', 'b']), ['x', 'a', 'y', 'b'], 3 * ROW, ROW)).toEqual(['x', 'y']);
  });
});
