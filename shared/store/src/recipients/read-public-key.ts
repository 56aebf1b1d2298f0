import { readKey } from 'openpgp';

/** What an OpenPGP key says of itself. */
export interface PublicKeyFacts {
  /** Hexadecimal, upper case; a person compares it over another channel. */
  fingerprint: string;
  /** Null: it never expires. */
  expiresAt: Date | null;
}

/** Why a key cannot be used, as the code and sentence of its field. */
export interface PublicKeyFault {
  code: 'unreadable' | 'private_key' | 'expired' | 'revoked' | 'cannot_encrypt';
  detail: string;
}

/**
 * Reads an armoured OpenPGP public key (RFC 9580) and whether it can be used at a moment: neither expired nor revoked, and
 * with a part that encrypts. The facts are there with every key that can be read at all.
 */
export async function readPublicKey(
  armored: string,
  now: Date,
): Promise<{ facts: PublicKeyFacts | null; fault: PublicKeyFault | null }> {
  const key = await readKey({ armoredKey: armored }).catch(() => null);
  if (key === null)
    return { facts: null, fault: { code: 'unreadable', detail: 'This is no OpenPGP key that can be read' } };
  const expiry = await key.getExpirationTime().catch(() => null);
  const facts: PublicKeyFacts = {
    fingerprint: key.getFingerprint().toUpperCase(),
    expiresAt: expiry instanceof Date ? expiry : null,
  };
  return { facts, fault: await faultOf(key, facts, now) };
}

async function faultOf(
  key: Awaited<ReturnType<typeof readKey>>,
  { expiresAt }: PublicKeyFacts,
  now: Date,
): Promise<PublicKeyFault | null> {
  if (key.isPrivate())
    return {
      code: 'private_key',
      detail: 'This is a private key. It belongs to the recipient alone: tell them that it left their hands',
    };
  if (expiresAt !== null && expiresAt <= now)
    return {
      code: 'expired',
      detail: `This key expired on ${expiresAt.toISOString().slice(0, 10)}; ask the recipient for a new one`,
    };
  if (await key.isRevoked(undefined, undefined, now))
    return { code: 'revoked', detail: 'This key was revoked; ask the recipient for a new one' };
  return key.getEncryptionKey(undefined, now).then(
    () => null,
    () => ({ code: 'cannot_encrypt' as const, detail: 'Nothing can be encrypted with this key' }),
  );
}
