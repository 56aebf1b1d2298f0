import { generateKey, readKey, revokeKey } from 'openpgp';
import { describe, expect, it } from 'vitest';
import { makeKeyPair } from '../testing/openpgp-keys.ts';
import { readPublicKey } from './read-public-key.ts';

const now = new Date();
const faultOf = async (armored: string) => (await readPublicKey(armored, now)).fault?.code ?? null;

describe('readPublicKey', () => {
  it('says fingerprint and expiry of a key that can be used', async () => {
    const { publicKey } = await makeKeyPair({ daysOld: 10, daysGood: 30 });
    const { facts, fault } = await readPublicKey(publicKey, now);
    expect(fault).toBeNull();
    expect(facts?.fingerprint).toBe(
      (await readKey({ armoredKey: publicKey })).getFingerprint().toUpperCase(),
    );
    const days = ((facts?.expiresAt?.getTime() ?? 0) - now.getTime()) / 86_400_000;
    expect(Math.round(days)).toBe(20);
  });

  it('takes a key that never expires', async () => {
    const { publicKey } = await makeKeyPair();
    expect(await readPublicKey(publicKey, now)).toMatchObject({ fault: null, facts: { expiresAt: null } });
  });

  it('finds what cannot be used, and why', async () => {
    const { publicKey, privateKey } = await makeKeyPair();
    expect(await faultOf((await makeKeyPair({ daysOld: 10, daysGood: 9 })).publicKey)).toBe('expired');
    expect(await faultOf((await makeKeyPair({ onlySigns: true })).publicKey)).toBe('cannot_encrypt');
    expect(await faultOf(privateKey)).toBe('private_key');
    expect(await faultOf(publicKey.slice(0, 300))).toBe('unreadable');
    expect(await faultOf('not a key')).toBe('unreadable');
  });

  it('finds a key that was revoked', async () => {
    const made = await generateKey({
      type: 'curve25519',
      userIDs: [{ email: 'desk@platform.example' }],
    });
    const revoked = await revokeKey({
      key: await readKey({ armoredKey: made.publicKey }),
      revocationCertificate: made.revocationCertificate,
    });
    expect(await faultOf(revoked.publicKey)).toBe('revoked');
  });
});
