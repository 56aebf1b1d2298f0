import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';

/** Seals and opens sensitive text columns with the organisation's key. */
export interface Sealer {
  /** The sealed form of a text, bound to where it is kept (`context`, such as `flag:<id>:text`). */
  seal(text: string, context: string): string;
  /** The text again. Throws when the sealed form was changed, moved to another place, or another key sealed it. */
  open(sealed: string, context: string): string;
}

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a random 96-bit nonce per text (NIST SP 800-38D), the context as additional data. The sealed
 * form is `v1.<base64url of nonce, tag, ciphertext>`.
 *
 * @param key 32 bytes
 */
export function createSealer(key: Buffer): Sealer {
  if (key.length !== 32) throw new Error('The seal key must be 32 bytes');
  // Prepared once: of bytes, Node asks with every cipher whether they are a key, and answers itself with an exception.
  const secret = createSecretKey(key);
  return {
    seal(text, context) {
      const nonce = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(Buffer.from(context));
      const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url')}`;
    },
    open(sealed, context) {
      const [version, body] = sealed.split('.');
      if (version !== VERSION || body === undefined) throw new Error('Unknown form of sealed text');
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const opened = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return opened.toString('utf8');
    },
  };
}
