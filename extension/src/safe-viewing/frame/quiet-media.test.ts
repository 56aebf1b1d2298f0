import { describe, expect, it } from 'vitest';
import { asksToPlay } from './quiet-media.ts';

const box = { left: 100, top: 100, right: 400, bottom: 300 };

describe('whether a press asks for something to play', () => {
  it('does on it and on the buttons around it, for a moment', () => {
    expect(asksToPlay({ at: 1_000, point: { x: 200, y: 200 } }, 1_100, box)).toBe(true);
    expect(asksToPlay({ at: 1_000, point: { x: 200, y: 350 } }, 1_100, box)).toBe(true);
    expect(asksToPlay({ at: 1_000, point: { x: 200, y: 200 } }, 9_000, box)).toBe(false);
  });

  it('does not elsewhere on the page, or where nobody pressed', () => {
    expect(asksToPlay({ at: 1_000, point: { x: 900, y: 200 } }, 1_100, box)).toBe(false);
    expect(asksToPlay(null, 1_100, box)).toBe(false);
  });

  it('does by key, and for what is nowhere in sight', () => {
    expect(asksToPlay({ at: 1_000, point: null }, 1_100, box)).toBe(true);
    expect(asksToPlay({ at: 1_000, point: { x: 900, y: 200 } }, 1_100, null)).toBe(true);
  });
});
