import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, isAt, placeControl, SIZE } from './place.ts';

const view = { width: 1000, height: 800 };
const post: Box = { left: 300, top: 100, right: 700, bottom: 400 };
const wide: Box = { left: 0, top: 100, right: 1000, bottom: 400 };
const middle = { x: 500, y: 300 };

describe('where the control of a post stands', () => {
  it('is beside the post’s first line, where lines end', () => {
    expect(placeControl(post, view, false, middle)).toEqual({ top: 100, left: 706, fixed: 'right' });
    expect(placeControl(post, view, true, middle)).toEqual({ top: 100, left: 300 - 6 - SIZE, fixed: 'left' });
  });

  it('is on the post’s upper edge where the page leaves no room beside it', () => {
    expect(placeControl(wide, view, false, middle)).toEqual({
      top: 100 - SIZE / 2,
      left: 1000 - 6 - SIZE,
      fixed: 'right',
    });
    expect(placeControl(wide, view, true, middle)).toEqual({ top: 100 - SIZE / 2, left: 6, fixed: 'left' });
  });

  it('stays in the window with a post that is longer than it', () => {
    expect(placeControl({ ...post, top: -500, bottom: 2_000 }, view, false, middle)?.top).toBe(6);
  });

  it('is nowhere where too little of the post is seen', () => {
    expect(placeControl({ ...post, top: 790, bottom: 1_200 }, view, false, null)).toBeNull();
    expect(placeControl({ ...post, right: 340 }, view, false, null)).toBeNull();
    expect(placeControl({ left: 0, top: 0, right: 0, bottom: 0 }, view, false, null)).toBeNull();
  });

  it('is always in the window, and never where the pointer is', () => {
    const number = (min: number, max: number) => fc.integer({ min, max });
    fc.assert(
      fc.property(
        number(-200, 1_000),
        number(-900, 900),
        number(0, 1_200),
        number(0, 2_000),
        fc.boolean(),
        number(0, 1_000),
        number(0, 800),
        (left, top, width, height, rightToLeft, x, y) => {
          const box = { left, top, right: left + width, bottom: top + height };
          const spot = placeControl(box, view, rightToLeft, { x, y });
          if (spot === null) return;
          const own = { ...spot, right: spot.left + SIZE, bottom: spot.top + SIZE };
          expect(own.left >= 0 && own.right <= view.width && own.top >= 0 && own.bottom <= view.height).toBe(
            true,
          );
          expect(isAt(own, { x, y }, 0)).toBe(false);
        },
      ),
    );
  });

  it('is the other end where the pointer rests on the first', () => {
    expect(placeControl(wide, view, false, { x: 985, y: 105 })?.fixed).toBe('left');
  });
});
