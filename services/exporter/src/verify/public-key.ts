import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** An Ed25519 public key from PEM or from base64 of its SubjectPublicKeyInfo; null when the text is neither. */
export function readPublicKey(text: string): KeyObject | null {
  try {
    const key = text.includes('-----BEGIN')
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

/** SHA-256 of the SubjectPublicKeyInfo in hexadecimal: short enough to compare over the telephone. */
export function fingerprintOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
