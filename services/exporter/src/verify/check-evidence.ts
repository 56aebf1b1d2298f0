import { createHash, type KeyObject } from 'node:crypto';
import { CustodyLog, EvidenceFile, type EvidenceManifest } from '@lapwing/contracts';
import { readCheckpoint } from '@lapwing/store/audit/checkpoint';
import { rootFromProof } from '@lapwing/store/audit/inclusion-proof';
import type { z } from 'zod';
import { CHECKPOINT_NAME, CUSTODY_NAME, EVIDENCE_NAME, SUMS_NAME } from '../evidence/file-names.ts';
import { sealedArchive } from '../evidence/sealed-archive.ts';
import type { BatchSource } from './batch-source.ts';
import { leafOfCustodyRow } from './custody-leaf.ts';
import { type Finding, fine, wrong } from './finding.ts';
import { readSmall } from './read-small.ts';

type About = z.infer<typeof EvidenceManifest>;

/** Far above any package: a thousand rows of the log take about 2 MB. */
const LONGEST = 256 * 1024 * 1024;

/**
 * What a package of evidence says beside its manifest: that it is about what the manifest names, that each row of the
 * audit log stands in the log whose root `key` signed, that the list of checksums is that of the manifest, and, of an
 * archive, that it is byte for byte the one which these files make.
 */
export async function checkEvidence(
  source: BatchSource,
  manifest: About,
  key: KeyObject,
): Promise<Finding[]> {
  return [
    await checkContent(source, manifest),
    ...(await checkCustody(source, key)),
    await checkSums(source, manifest),
    ...(await checkArchive(source, manifest)),
  ];
}

async function checkContent(source: BatchSource, manifest: About): Promise<Finding> {
  const content = await readAs(source, EVIDENCE_NAME, EvidenceFile);
  if (typeof content === 'string') return wrong(content);
  const items = content.items.map(({ itemId }) => itemId);
  const same =
    content.packageId === manifest.packageId &&
    content.recipient === manifest.recipient &&
    content.organisation.name === manifest.organisation &&
    content.tlp === manifest.tlp &&
    content.createdAt === manifest.createdAt &&
    JSON.stringify(items) === JSON.stringify(manifest.itemIds);
  return same
    ? fine(`${EVIDENCE_NAME} is about the ${items.length} items that the manifest names.`)
    : wrong(`${EVIDENCE_NAME} and the manifest contradict each other.`);
}

async function checkCustody(source: BatchSource, key: KeyObject): Promise<Finding[]> {
  const custody = await readAs(source, CUSTODY_NAME, CustodyLog);
  if (typeof custody === 'string') return [wrong(custody)];
  const text = await readSmall(source, CHECKPOINT_NAME);
  if (typeof text === 'string') return [wrong(text)];
  const read = readCheckpoint(text.toString('utf8'), [key]);
  if (!read.ok) return [wrong(`${CHECKPOINT_NAME} is not signed with the key of the manifest.`)];
  const { size, rootHash } = read.checkpoint;
  if (size !== custody.size) return [wrong(`${CUSTODY_NAME} and ${CHECKPOINT_NAME} are of different logs.`)];
  const astray = custody.rows.filter((row) => {
    const path = row.path.map((hash) => Buffer.from(hash, 'base64'));
    const root = rootFromProof(leafOfCustodyRow(row), { index: row.leafIndex, size, path });
    return root?.toString('base64') !== rootHash;
  });
  const withheld = custody.rows.filter(({ proof }) => proof.kind === 'WITHHELD').length;
  const older = custody.rows.filter(({ proof }) => proof.kind === 'OLDER').length;
  return [
    fine(`${CHECKPOINT_NAME} is signed: the audit log had ${size} rows.`),
    ...astray.map(({ verb, leafIndex }) =>
      wrong(`${CUSTODY_NAME}: the row ${verb} is not at place ${leafIndex} of the signed log.`),
    ),
    ...(astray.length === 0
      ? [
          fine(
            `${CUSTODY_NAME}: each of the ${custody.rows.length} rows stands in the signed log; ${withheld} keep their details closed, ${older} are older and prove their place only.`,
          ),
        ]
      : []),
  ];
}

async function checkSums(source: BatchSource, manifest: About): Promise<Finding> {
  const sums = await readSmall(source, SUMS_NAME);
  if (typeof sums === 'string') return wrong(sums);
  const wanted = manifest.files
    .filter(({ name }) => name !== SUMS_NAME)
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`)
    .join('');
  return sums.toString('utf8') === wanted
    ? fine(`${SUMS_NAME} is the list of the manifest.`)
    : wrong(`${SUMS_NAME} and the manifest contradict each other.`);
}

/** Makes the archive again: what is hidden between, before or after the files cannot come out the same. */
async function checkArchive(source: BatchSource, manifest: About): Promise<Finding[]> {
  if (source.archive === undefined) return [];
  const files = new Map<string, Buffer>();
  let size = 0;
  for (const [name, bytes] of source.files) {
    size += bytes;
    const read = size > LONGEST ? `${name} is far too long.` : await readSmall(source, name, LONGEST);
    if (typeof read === 'string') return [wrong(`The archive cannot be made again to compare it: ${read}`)];
    files.set(name, read);
  }
  const hash = createHash('sha256');
  for await (const bytes of source.archive()) hash.update(bytes);
  const found = hash.digest('hex');
  const made = createHash('sha256')
    .update(await sealedArchive(files))
    .digest('hex');
  return found === made
    ? [
        fine(
          `The archive holds its ${manifest.files.length + 2} files and not a byte beside them; its SHA-256 is ${found}.`,
        ),
      ]
    : [
        wrong(
          'The archive was packed anew or something was put between its files: unpack it and check the folder to see whether the files are sound.',
        ),
      ];
}

async function readAs<Value>(
  source: BatchSource,
  name: string,
  schema: z.ZodType<Value>,
): Promise<Value | string> {
  const bytes = await readSmall(source, name, LONGEST);
  if (typeof bytes === 'string') return bytes;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : `${name} does not say what it should.`;
  } catch {
    return `${name} is not valid JSON.`;
  }
}
