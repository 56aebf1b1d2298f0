import { createHash, type KeyObject, verify } from 'node:crypto';
import { Manifest } from '@lapwing/contracts';
import { MANIFEST_NAME, SIGNATURE_NAME } from '../manifest.ts';
import type { BatchSource } from './batch-source.ts';
import { checkEvidence } from './check-evidence.ts';
import { type Finding, fine, wrong } from './finding.ts';
import { fingerprintOf, readPublicKey } from './public-key.ts';
import { readSmall } from './read-small.ts';

/** What was found, in sentences for a person. */
export interface VerificationReport {
  /** Every finding is fine. */
  ok: boolean;
  findings: Finding[];
  /** What the manifest says it is; null when it cannot be read. Worth something only when `ok`. */
  about: {
    kind: 'batch' | 'evidence';
    id: string;
    recipient: string;
    organisation: string;
    createdAt: string;
    tlp: string;
  } | null;
  /** SHA-256 of the key inside the manifest, in hexadecimal. */
  fingerprint: string | null;
}

/** Far above any file that there is. */
const LONGEST_FILE = 1024 * 1024 * 1024;

/**
 * Checks a batch or a package of evidence against its manifest: the signature over the manifest's exact bytes, and for every file that it is
 * there, has the stated size and the stated SHA-256, and that there is no other. Of evidence also what its files say of
 * each other, and that the archive holds nothing beside them.
 *
 * @param expectedKey the organisation's public key, if it is known from elsewhere
 */
export async function checkBatch(
  source: BatchSource,
  expectedKey: KeyObject | string | undefined,
): Promise<VerificationReport> {
  const findings = source.oddities.map(wrong);
  const bytes = await readSmall(source, MANIFEST_NAME);
  const manifest = typeof bytes === 'string' ? bytes : parseManifest(bytes);
  if (typeof bytes === 'string' || typeof manifest === 'string') {
    const sentence = typeof manifest === 'string' ? manifest : '';
    return { ok: false, findings: [...findings, wrong(sentence)], about: null, fingerprint: null };
  }
  const key = readPublicKey(manifest.publicKey);
  findings.push(...(await checkSignature(source, bytes, key)), checkKey(key, expectedKey));
  for (const file of manifest.files) findings.push(await checkFile(source, file));
  const known = new Set([MANIFEST_NAME, SIGNATURE_NAME, ...manifest.files.map(({ name }) => name)]);
  for (const name of source.files.keys())
    if (!known.has(name))
      findings.push(
        wrong(`${name} is not part of ${manifest.lapwing === 'evidence/1' ? 'the package' : 'the batch'}.`),
      );
  if (manifest.lapwing === 'evidence/1' && key)
    findings.push(...(await checkEvidence(source, manifest, key)));
  const { recipient, organisation, createdAt, tlp } = manifest;
  const what =
    manifest.lapwing === 'evidence/1'
      ? ({ kind: 'evidence', id: manifest.packageId } as const)
      : ({ kind: 'batch', id: manifest.batchId } as const);
  return {
    ok: findings.every(({ ok }) => ok),
    findings,
    about: { ...what, recipient, organisation, createdAt, tlp },
    fingerprint: key && fingerprintOf(key),
  };
}

function parseManifest(bytes: Buffer): Manifest | string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const parsed = Manifest.safeParse(JSON.parse(text));
    if (!parsed.success) return `${MANIFEST_NAME} is no manifest of a batch or of evidence.`;
    const names = parsed.data.files.map(({ name }) => name);
    if (new Set(names).size < names.length) return `${MANIFEST_NAME} lists a file twice.`;
    return parsed.data;
  } catch {
    return `${MANIFEST_NAME} is not valid JSON.`;
  }
}

async function checkSignature(
  source: BatchSource,
  manifest: Buffer,
  key: KeyObject | null,
): Promise<Finding[]> {
  if (!key) return [wrong(`${MANIFEST_NAME} names no Ed25519 public key.`)];
  const text = await readSmall(source, SIGNATURE_NAME);
  if (typeof text === 'string') return [wrong(text)];
  const signature = Buffer.from(text.toString('latin1').trim(), 'base64');
  return verify(null, manifest, key, signature)
    ? [fine(`The signature fits ${MANIFEST_NAME}.`)]
    : [wrong(`The signature does not fit ${MANIFEST_NAME}: one of the two was changed.`)];
}

function checkKey(key: KeyObject | null, expected: KeyObject | string | undefined): Finding {
  if (!key) return wrong('There is no key to compare.');
  const fingerprint = fingerprintOf(key);
  if (expected === undefined) {
    return fine(
      `The key is the one inside, ${fingerprint}: ask the organisation over another channel whether it is theirs.`,
    );
  }
  const wanted = typeof expected === 'string' ? expected : fingerprintOf(expected);
  return wanted === fingerprint
    ? fine(`The key is the one that was expected, ${fingerprint}.`)
    : wrong(`Another key signed this: ${fingerprint}, and not ${wanted}.`);
}

async function checkFile(source: BatchSource, file: Manifest['files'][number]): Promise<Finding> {
  const size = source.files.get(file.name);
  if (size === undefined) return wrong(`${file.name} is missing.`);
  if (size !== file.bytes || size > LONGEST_FILE)
    return wrong(`${file.name} has ${size} bytes, and the manifest says ${file.bytes}.`);
  try {
    const hash = createHash('sha256');
    for await (const bytes of await source.open(file.name)) hash.update(bytes);
    return hash.digest('hex') === file.sha256
      ? fine(`${file.name} is unchanged.`)
      : wrong(`${file.name} was changed.`);
  } catch (error) {
    return wrong(`${file.name} cannot be read: ${error instanceof Error ? error.message : 'unknown error'}.`);
  }
}
