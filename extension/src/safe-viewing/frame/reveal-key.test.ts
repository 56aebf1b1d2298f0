import { describe, expect, it } from 'vitest';
import { endsReveal, isRevealKey } from './reveal-key.ts';

const held = { code: 'KeyV', altKey: true, shiftKey: true, ctrlKey: false, metaKey: false };

describe('the reveal key', () => {
  it('is Alt+Shift with the key where V is, in every layout, and nothing more', () => {
    expect(isRevealKey(held)).toBe(true);
    expect(isRevealKey({ ...held, shiftKey: false })).toBe(false);
    expect(isRevealKey({ ...held, ctrlKey: true })).toBe(false);
    expect(isRevealKey({ ...held, code: 'KeyB' })).toBe(false);
  });

  it('is let go with any of the three', () => {
    expect(['KeyV', 'AltLeft', 'ShiftRight', 'KeyB'].map((code) => endsReveal({ code }))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
