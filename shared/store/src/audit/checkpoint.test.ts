import { createPublicKey, generateKeyPairSync, hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditOrigin, readCheckpoint, signCheckpoint, verifierKey } from './checkpoint.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519').publicKey;
const rootHash = hash('sha256', 'a root', 'buffer').toString('base64');
const checkpoint = { origin: 'lapwing.example/lapwing/audit', size: 42, rootHash };

describe('a checkpoint', () => {
  it('says origin, size and root on a line each, then a blank line and the signature', () => {
    expect(signCheckpoint(checkpoint, privateKey)).toMatch(
      /^lapwing\.example\/lapwing\/audit\n42\n[A-Za-z0-9+/]{43}=\n\n\u2014 lapwing\.example\/lapwing\/audit [A-Za-z0-9+/=]+\n$/,
    );
  });

  it('is read again with either half of the key', () => {
    const text = signCheckpoint(checkpoint, privateKey);
    expect(readCheckpoint(text, [other, publicKey])).toEqual({ ok: true, checkpoint });
    expect(readCheckpoint(text, [privateKey])).toEqual({ ok: true, checkpoint });
  });

  it('may carry signatures of others', () => {
    const witnessed = `${signCheckpoint(checkpoint, privateKey)}\u2014 witness.example AAAAAAAA\n`;
    expect(readCheckpoint(witnessed, [publicKey])).toMatchObject({ ok: true });
  });

  it.each([
    ['another size', (text: string) => text.replace('\n42\n', '\n43\n')],
    ['another root', (text: string) => text.replace(rootHash, hash('sha256', 'b', 'base64'))],
  ])('with %s is refused', (_what, change) => {
    expect(readCheckpoint(change(signCheckpoint(checkpoint, privateKey)), [publicKey])).toEqual({
      ok: false,
      reason: 'BAD_SIGNATURE',
    });
  });

  it('of another key or of another name is of an unknown key', () => {
    const text = signCheckpoint(checkpoint, privateKey);
    expect(readCheckpoint(text, [other])).toEqual({ ok: false, reason: 'UNKNOWN_KEY' });
    expect(readCheckpoint(text.replace('lapwing.example', 'heron.example'), [publicKey])).toEqual({
      ok: false,
      reason: 'UNKNOWN_KEY',
    });
  });

  it.each(['', 'no checkpoint', 'origin\n042\nAAAA\n\n\u2014 origin AAAA\n'])('is not %j', (text) => {
    expect(readCheckpoint(text, [publicKey])).toEqual({ ok: false, reason: 'MALFORMED' });
  });
});

describe('verifierKey', () => {
  it('is the form that other readers of signed notes take', () => {
    // The example of the signed-note specification's Go implementation (golang.org/x/mod/sumdb/note).
    const example = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    const raw = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64').subarray(1);
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
      format: 'jwk',
    });
    expect(verifierKey('PeterNeumann', key)).toBe(example);
  });

  it('names the log of an organisation by its domain', () => {
    expect(auditOrigin('lapwing.example')).toBe('lapwing.example/lapwing/audit');
    expect(auditOrigin(undefined)).toBe('lapwing/audit');
  });
});
