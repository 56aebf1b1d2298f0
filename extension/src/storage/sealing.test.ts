import { describe, expect, it } from 'vitest';
import { createSealer, makeSealingKey } from './sealing.ts';

const content = { text: 'do not tell anyone we talk', note: 'ขอให้เก็บเป็นความลับ' };
const bound = ['flag', 'key-1', 'https://lapwing.example', 'anna'];

describe('sealing', () => {
  it('opens what it sealed, and what another context sealed with the same key', async () => {
    const key = await makeSealingKey();
    const sealed = await createSealer(key).seal(content, bound);
    expect(await createSealer(structuredClone(key)).open(structuredClone(sealed), bound)).toEqual(content);
  });

  it('leaves no word of the content in the bytes', async () => {
    const sealed = await createSealer(await makeSealingKey()).seal(content, bound);
    const bytes = Buffer.from(sealed.bytes);
    expect(bytes.includes('anyone')).toBe(false);
    expect(bytes.includes('ความลับ')).toBe(false);
  });

  it('seals the same content differently every time', async () => {
    const sealer = createSealer(await makeSealingKey());
    const [one, two] = [await sealer.seal(content, bound), await sealer.seal(content, bound)];
    expect(Buffer.from(one.bytes).equals(Buffer.from(two.bytes))).toBe(false);
    expect(Buffer.from(one.nonce).equals(Buffer.from(two.nonce))).toBe(false);
  });

  it.each([
    ['another person', ['flag', 'key-1', 'https://lapwing.example', 'boon']],
    ['another flag', ['flag', 'key-2', 'https://lapwing.example', 'anna']],
    ['another kind', ['refusal', 'key-1', 'https://lapwing.example', 'anna']],
    [
      'a list that only reads the same when it is strung together',
      ['flag', 'key-1https://lapwing.example', 'anna'],
    ],
    ['nothing', []],
  ])('does not open for %s', async (_, other) => {
    const sealer = createSealer(await makeSealingKey());
    expect(await sealer.open(await sealer.seal(content, bound), other)).toBeUndefined();
  });

  it('opens neither with another key nor with one bit changed', async () => {
    const sealer = createSealer(await makeSealingKey());
    const sealed = await sealer.seal(content, bound);
    expect(await createSealer(await makeSealingKey()).open(sealed, bound)).toBeUndefined();
    const bytes = new Uint8Array(sealed.bytes.slice(0));
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    expect(await sealer.open({ ...sealed, bytes: bytes.buffer }, bound)).toBeUndefined();
  });

  it('uses a key that no script can read', async () => {
    const key = await makeSealingKey();
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });
});
