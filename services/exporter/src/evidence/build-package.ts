import { createPublicKey, hash, type KeyObject } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  type BatchFile,
  type CustodyLog,
  EvidenceFile,
  REFERRAL_SCHEMA_VERSION,
  type ReferralField,
} from '@lapwing/contracts';
import { readCheckpoint } from '@lapwing/store/audit/checkpoint';
import { namePeople } from '@lapwing/store/evidence/name-people';
import { readableJson, readableThroughout } from '@lapwing/store/referrals/readable-referral';
import { MANIFEST_NAME, manifestBytes, SIGNATURE_NAME, signatureBytes } from '../manifest.ts';
import type { BatchSource } from '../verify/batch-source.ts';
import { checkBatch } from '../verify/check-batch.ts';
import { fingerprintOf } from '../verify/public-key.ts';
import { composeEvidence } from './compose-evidence.ts';
import { evidenceLanguages } from './evidence-messages.ts';
import { CHECKPOINT_NAME, CUSTODY_NAME, EVIDENCE_NAME, SUMS_NAME } from './file-names.ts';
import { sealedArchive } from './sealed-archive.ts';

/** Everything that the files of a package say. The same gives the same bytes, whenever and wherever. */
export interface EvidenceToBuild {
  /** As it was approved, people under their pseudonyms. */
  content: EvidenceFile;
  /** The fields that were agreed with the recipient. */
  fields: readonly ReferralField[];
  custody: CustodyLog;
  /** The signed checkpoint of `custody.size` leaves. */
  checkpoint: string;
}

/** A finished package. */
export interface BuiltPackage {
  archive: Buffer;
  /** What is in it, by name. */
  contents: ReadonlyMap<string, Buffer>;
  /** The same with sizes and hashes; manifest and signature last. */
  files: BatchFile[];
}

/** What whoever gets it would find wrong with it, before it is handed out. */
export async function problemsOf(
  { archive, contents }: BuiltPackage,
  signingKey: KeyObject,
): Promise<string[]> {
  const source: BatchSource = {
    files: new Map([...contents].map(([name, bytes]) => [name, bytes.length])),
    oddities: [],
    open: async (name) => Readable.from([contents.get(name) ?? Buffer.alloc(0)]),
    archive: () => Readable.from([archive]),
    close: async () => {},
  };
  const { findings } = await checkBatch(source, createPublicKey(signingKey));
  return findings.filter(({ ok }) => !ok).map(({ sentence }) => sentence);
}

/** The checkpoint was signed before the organisation's key was changed: nobody could verify such a package. */
class CheckpointOfOtherKey extends Error {
  override name = 'CheckpointOfOtherKey';
}

/** Builds the archive of a package: its files, the manifest, and the signature of `signingKey` (Ed25519, private). */
export async function buildPackage(evidence: EvidenceToBuild, signingKey: KeyObject): Promise<BuiltPackage> {
  if (!readCheckpoint(evidence.checkpoint, [signingKey]).ok)
    throw new CheckpointOfOtherKey('The checkpoint of the audit log is signed with another key');
  const named = namePeople({ pseudonyms: evidence.fields.includes('notifier_ref') });
  const given = readableThroughout(EvidenceFile, evidence.content);
  const items = given.items.map((item) => ({ ...item, events: item.events.map(named) }));
  const content = { ...given, items };
  // To the byte: the leaves commit to what the rows say.
  const custody = { ...evidence.custody, rows: evidence.custody.rows.map(named) };
  const fingerprint = fingerprintOf(createPublicKey(signingKey));
  const files: File[] = [
    file(EVIDENCE_NAME, 'application/json', jsonOf(content)),
    file(CUSTODY_NAME, 'application/json', jsonOf(custody)),
    file(CHECKPOINT_NAME, 'text/plain; charset=utf-8', Buffer.from(evidence.checkpoint)),
  ];
  // Loaded by the first package: see formats/pdf.ts.
  const { evidencePdf } = await import('./evidence-pdf.ts');
  for (const language of evidenceLanguages) {
    const document = composeEvidence({ content, custody, fingerprint }, language);
    files.push(file(`evidence-${language}.pdf`, 'application/pdf', await evidencePdf(document, content)));
  }
  files.sort((a, b) => (a.listed.name < b.listed.name ? -1 : 1));
  const sums = files.map(({ listed }) => `${listed.sha256}  ${listed.name}\n`).join('');
  files.push(file(SUMS_NAME, 'text/plain; charset=us-ascii', Buffer.from(sums)));
  const manifest = manifestBytes(
    {
      lapwing: 'evidence/1',
      packageId: content.packageId,
      recipient: content.recipient,
      organisation: content.organisation.name,
      createdAt: content.createdAt,
      schemaVersion: REFERRAL_SCHEMA_VERSION,
      tlp: content.tlp,
      itemIds: content.items.map(({ itemId }) => itemId),
    },
    files.map(({ listed }) => listed),
    signingKey,
  );
  files.push(
    file(MANIFEST_NAME, 'application/json', manifest),
    file(SIGNATURE_NAME, 'text/plain; charset=us-ascii', signatureBytes(manifest, signingKey)),
  );
  const contents = new Map(files.map(({ listed, bytes }) => [listed.name, bytes]));
  return {
    archive: await sealedArchive(contents),
    contents,
    files: files.map(({ listed }) => listed),
  };
}

interface File {
  listed: BatchFile;
  bytes: Buffer;
}

const file = (name: string, mediaType: string, bytes: Buffer): File => ({
  listed: { name, mediaType, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') },
  bytes,
});

const jsonOf = (value: unknown): Buffer => Buffer.from(`${readableJson(value)}\n`);
