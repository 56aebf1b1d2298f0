import { describe, expect, it } from 'vitest';
import { splitAtControls } from './split-at-controls.ts';

describe('a text with direction controls', () => {
  it('names each control where it stands', () => {
    expect(splitAtControls('abc\u202edcba\u202c x')).toEqual([
      { words: 'abc', control: 'RLO' },
      { words: 'dcba', control: 'PDF' },
      { words: ' x', control: null },
    ]);
  });

  it('knows every character that Unicode calls one', () => {
    const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).filter((character) =>
      /\p{Bidi_Control}/u.test(character),
    );
    expect(all).toHaveLength(12);
    expect(all.map((character) => splitAtControls(character)[0]?.control)).not.toContain('?');
  });

  it('leaves any other text whole, also one in a script from right to left', () => {
    expect(splitAtControls('مرحبا สวัสดี hello')).toHaveLength(1);
  });
});
