import { z } from 'zod';

/** Bytes that only the key of this browser profile opens, with the nonce they were sealed under. */
export const Sealed = z.object({ nonce: z.instanceof(Uint8Array), bytes: z.instanceof(ArrayBuffer) });
export type Sealed = z.infer<typeof Sealed>;

/**
 * Seals what people wrote before it goes to disk.
 *
 * What this protects: the disk holds no word and no address of a flag, so that a search over files, an indexer, a
 * backup's viewer or a virus scanner's upload finds none; and a row that was changed, or moved to another person
 * or flag, does not open. What it does not: the key lies in the same browser profile. No script can read it out,
 * but whoever has the whole profile and takes the trouble, or runs code in this extension, reads what waits here.
 * Against a stolen computer, encrypt its disk.
 */
export interface Sealer {
  /** Seals a JSON value. `boundTo` is not secret; the same must be said to open it. */
  seal(content: unknown, boundTo: readonly string[]): Promise<Sealed>;
  /** The JSON value again, or undefined where key, bytes or what it is bound to are not the same. */
  open(sealed: Sealed, boundTo: readonly string[]): Promise<unknown>;
}

/** 96 bits, as NIST SP 800-38D (section 8.2) wants for GCM; random, since two contexts seal at the same time. */
const NONCE_BYTES = 12;

/** Makes the key: AES-GCM with 256 bits, usable but never to be read by a script. */
export function makeSealingKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

export function createSealer(key: CryptoKey): Sealer {
  return {
    async seal(content, boundTo) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const text = new TextEncoder().encode(JSON.stringify(content));
      return { nonce, bytes: await crypto.subtle.encrypt(parameters(nonce, boundTo), key, text) };
    },
    async open(sealed, boundTo) {
      try {
        const nonce = new Uint8Array(sealed.nonce);
        const text = await crypto.subtle.decrypt(parameters(nonce, boundTo), key, sealed.bytes);
        return JSON.parse(new TextDecoder().decode(text));
      } catch {
        return undefined;
      }
    },
  };
}

function parameters(nonce: Uint8Array<ArrayBuffer>, boundTo: readonly string[]): AesGcmParams {
  // As JSON, so that no two lists of texts look the same.
  return { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(JSON.stringify(boundTo)) };
}
