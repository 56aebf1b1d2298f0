import { describe, expect, it } from 'vitest';
import { maskedValue } from './masked-value.ts';

const words = { secret: '(secret)', text: (length: number) => `(${length} hidden)` };

describe('a stored value that is shown', () => {
  it('names secrets and texts, wherever they are, and shows the rest', () => {
    const shown = maskedValue(
      {
        server: 'https://lapwing.example',
        token: 'abc123',
        me: { name: 'Ada', token: '' },
        drafts: [{ url: 'https://guesthouse.example/', text: 'Keep it our secret', note: 'seen twice' }],
      },
      words,
    );
    expect(JSON.parse(shown)).toEqual({
      server: 'https://lapwing.example',
      token: '(secret)',
      me: { name: 'Ada', token: '' },
      drafts: [{ url: 'https://guesthouse.example/', text: '(18 hidden)', note: '(10 hidden)' }],
    });
    expect(shown).not.toContain('abc123');
  });

  it('is there for what is no object too', () => {
    expect(maskedValue('th', words)).toBe('"th"');
    expect(maskedValue(undefined, words)).toBe('');
  });
});
