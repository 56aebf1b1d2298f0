import type { KeyObject } from 'node:crypto';
import { type BatchFile, type ExportFormat, fieldsOf } from '@lapwing/contracts';
import { failBatchAttempt } from '@lapwing/store/batches/fail-batch-attempt';
import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { growBatchFiles } from '@lapwing/store/batches/grow-batch-files';
import { listWrittenFiles } from '@lapwing/store/batches/list-written-files';
import { type BatchToBuild, loadBatchForBuilding } from '@lapwing/store/batches/load-batch-for-building';
import { readBatchReferrals } from '@lapwing/store/batches/read-batch-referrals';
import { readReferralIds } from '@lapwing/store/batches/read-referral-ids';
import { withBatchLock } from '@lapwing/store/batches/with-batch-lock';
import { type BatchFileSource, writeBatchFile } from '@lapwing/store/batches/write-batch-file';
import { describeError, type Logger } from '@lapwing/store/logging';
import type { Store } from '@lapwing/store/store';
import { BatchTooLarge, refuseTooLarge } from './batch-size.ts';

import { contentFiles, formatsOf, growingFiles, ReferralUnsaid, refuseUnsaid } from './content-files.ts';
import { type EnvelopeHead, headOf, type Organisation } from './envelope.ts';
import { MANIFEST_NAME, manifestBytes, SIGNATURE_NAME, sealedBatch, signatureBytes } from './manifest.ts';

/** What building needs of the outside. */
export interface BuildContext {
  store: Pick<Store, 'db' | 'pool'>;
  organisation: Organisation;
  /** Ed25519 private key. */
  signingKey: KeyObject;
  log: Logger;
}

export type BuildResult = 'BUILT' | 'BUSY' | 'NOTHING_TO_DO' | 'FAILED';

/**
 * Writes the files of one batch, its manifest and the signature, and calls it built. Goes on where an earlier attempt
 * was cut off. A failure is kept with the batch, which is due again later; only a database that is away rejects.
 */
export async function buildBatch(context: BuildContext, batchId: string): Promise<BuildResult> {
  let result: BuildResult = 'BUSY';
  await withBatchLock(context.store, batchId, async () => {
    const batch = await loadBatchForBuilding(context.store, batchId);
    if (batch === null) {
      result = 'NOTHING_TO_DO';
      return;
    }
    try {
      result = (await writeFiles(context, batch)) ? 'BUILT' : 'NOTHING_TO_DO';
    } catch (error) {
      const next = await failBatchAttempt(context.store, batchId, sentenceOf(error), {
        hopeless: error instanceof BatchTooLarge || error instanceof ReferralUnsaid,
      });
      context.log.error({ err: error, batchId, next }, 'a batch could not be built');
      result = 'FAILED';
    }
  });
  return result;
}

async function writeFiles(context: BuildContext, batch: BatchToBuild): Promise<boolean> {
  const { store, organisation, log } = context;
  const { batchId } = batch;
  const head = headOf(batch, organisation);
  const { growing, whole } = formatsOf(head);
  const fields = fieldsOf(head.configuration.fields, batch.relations);
  const grown = growingFiles({ ...head, fields }, growing);
  // The manifest needs them, at the end: a large batch is sorted while its first pages are written.
  const reading = readReferralIds(store, batchId);
  reading.catch(() => undefined);
  if (!(await growBatchFiles(store, batchId, grown))) return false;
  const sources = whole.length === 0 ? [] : await wholeFiles(context, head, whole);
  for (const source of sources) {
    const position = grown.length + source.position;
    if (!(await writeBatchFile(store, batchId, { ...source, position }))) return false;
  }
  const written = await listWrittenFiles(store, batchId);
  const content = [...grown, ...sources].map(({ name }) => name);
  const listed = written.filter(({ name }) => content.includes(name));
  const referralIds = await reading;
  refuseTooLarge(head, referralIds.length, listed);
  const seal = sealingFiles(context, head, referralIds, listed);
  if (!(await writeBatchFile(store, batchId, ...seal))) return false;
  const names = [...content, ...seal.map(({ name }) => name)];
  if (!(await finishBatch(store, batchId, names))) return false;
  log.info({ batchId, files: names.length, referrals: referralIds.length }, 'a batch is built');
  return true;
}

/** Files that are made of all referrals at once. */
async function wholeFiles(
  { store }: BuildContext,
  head: EnvelopeHead,
  formats: ExportFormat[],
): Promise<BatchFileSource[]> {
  const referrals = await readBatchReferrals(store, head.batchId);
  refuseUnsaid({ ...head, referrals });
  return contentFiles({ ...head, configuration: { ...head.configuration, formats }, referrals });
}

/** Manifest and signature belong together: they are written in one transaction, hence with one key. */
function sealingFiles(
  { signingKey }: BuildContext,
  head: EnvelopeHead,
  referralIds: readonly string[],
  listed: readonly BatchFile[],
): BatchFileSource[] {
  const manifest = manifestBytes(sealedBatch(head, referralIds), listed, signingKey);
  const signature = signatureBytes(manifest, signingKey);
  const fixed = (name: string, mediaType: string, bytes: Buffer, position: number): BatchFileSource => ({
    position,
    name,
    mediaType,
    async *read() {
      yield bytes;
    },
  });
  return [
    fixed(MANIFEST_NAME, 'application/json', manifest, listed.length),
    fixed(SIGNATURE_NAME, 'text/plain; charset=us-ascii', signature, listed.length + 1),
  ];
}

/** What a person can do something about, by SQLSTATE (PostgreSQL, appendix A: insufficient resources). */
const shortages: Readonly<Record<string, string>> = {
  53100: 'The disk of the database is full',
  53200: 'The database has no memory left',
};

/** One sentence that names the failure and repeats nothing of what it was about. */
export function sentenceOf(error: unknown): string {
  const { type, message, code, cause } = describeError(error);
  return shortages[code ?? cause?.code ?? ''] ?? `${type}: ${message.split('\n')[0] ?? ''}`;
}
