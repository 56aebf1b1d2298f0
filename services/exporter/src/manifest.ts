import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import {
  type BatchFile,
  type BatchManifest,
  type EvidenceManifest,
  Manifest,
  REFERRAL_SCHEMA_VERSION,
} from '@lapwing/contracts';
import type { z } from 'zod';
import type { EnvelopeHead } from './envelope.ts';

export const MANIFEST_NAME = 'manifest.json';
export const SIGNATURE_NAME = 'manifest.sig';

/** The public half of the signing key: base64 of its SubjectPublicKeyInfo (RFC 8410). */
export function publicKeyText(signingKey: KeyObject): string {
  return createPublicKey(signingKey).export({ type: 'spki', format: 'der' }).toString('base64');
}

/** What a manifest says beside the files and the key. */
type Sealed =
  | Omit<z.input<typeof BatchManifest>, 'files' | 'publicKey'>
  | Omit<z.input<typeof EvidenceManifest>, 'files' | 'publicKey'>;

/** The exact bytes of `manifest.json`: every file with its SHA-256 and size, sorted by name. */
export function manifestBytes(sealed: Sealed, files: readonly BatchFile[], signingKey: KeyObject): Buffer {
  const manifest = Manifest.parse({
    ...sealed,
    files: files
      .map(({ name, mediaType, bytes, sha256 }) => ({ name, mediaType, bytes, sha256 }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    publicKey: publicKeyText(signingKey),
  });
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** What the manifest of a batch says. */
export function sealedBatch(head: EnvelopeHead, referralIds: readonly string[]): Sealed {
  return {
    lapwing: 'manifest/1',
    batchId: head.batchId,
    recipient: head.recipient,
    organisation: head.organisation.name,
    createdAt: head.createdAt,
    schemaVersion: REFERRAL_SCHEMA_VERSION,
    tlp: `TLP:${head.configuration.tlp}`,
    referralIds: [...referralIds],
  };
}

/** The bytes of `manifest.sig`: base64 of the Ed25519 signature (RFC 8032, deterministic) over the manifest's bytes. */
export function signatureBytes(manifest: Buffer, signingKey: KeyObject): Buffer {
  return Buffer.from(`${sign(null, manifest, signingKey).toString('base64')}\n`);
}
