import { describe, expect, it } from 'vitest';
import { CHROME_EXTENSION_ID, EXTENSION_KEY } from './extension-identity.ts';

describe('extension identity', () => {
  it('derives the documented id from the committed key as Chromium does', async () => {
    const der = Uint8Array.from(atob(EXTENSION_KEY), (character) => character.charCodeAt(0));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', der)).subarray(0, 16);
    const letters = [...digest]
      .flatMap((byte) => [byte >> 4, byte & 15])
      .map((half) => 'abcdefghijklmnop'[half]);
    expect(letters.join('')).toBe(CHROME_EXTENSION_ID);
  });
});
