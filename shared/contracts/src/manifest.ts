import { z } from 'zod';
import { Id, Timestamp } from './text.ts';

/** What every manifest says: who sends what to whom, and each file with its size and SHA-256. */
const everyManifest = {
  recipient: z.string(),
  organisation: z.string(),
  createdAt: Timestamp,
  schemaVersion: z.string(),
  tlp: z.string(),
  files: z.array(
    z.strictObject({ name: z.string(), mediaType: z.string(), bytes: z.number().int(), sha256: z.string() }),
  ),
  /** Base64 of the SubjectPublicKeyInfo of the Ed25519 key that signed. */
  publicKey: z.string(),
};

/** `manifest.json` of a batch. */
export const BatchManifest = z.strictObject({
  lapwing: z.literal('manifest/1'),
  batchId: Id,
  ...everyManifest,
  referralIds: z.array(Id),
});

/** `manifest.json` of a package of evidence. */
export const EvidenceManifest = z.strictObject({
  lapwing: z.literal('evidence/1'),
  packageId: Id,
  ...everyManifest,
  itemIds: z.array(Id),
});

/** `manifest.json`: what an envelope holds, hashed; its signature is `manifest.sig`. */
export const Manifest = z
  .discriminatedUnion('lapwing', [BatchManifest, EvidenceManifest])
  .meta({ id: 'Manifest' });
export type Manifest = z.infer<typeof Manifest>;
