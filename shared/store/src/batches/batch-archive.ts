import { PassThrough, pipeline, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { writeAudit } from '../audit/write-audit.ts';
import type { Actor, Store } from '../store.ts';
import { batchForDownload, readChunks } from './batch-for-download.ts';

/**
 * All files of a built batch as one zip, put together while it is read. The disclosure is on record before the first
 * byte is given out. Refused as {@link readBatchFile} refuses.
 */
export async function streamBatchArchive(
  store: Pick<Store, 'db'>,
  actor: Actor,
  batchId: string,
): Promise<{ name: string; mediaType: string; bytes: Readable }> {
  const { batch, slug, files } = await store.db.transaction(async (transaction) => {
    const found = await batchForDownload(transaction, actor, batchId);
    await writeAudit(transaction, {
      verb: 'DISCLOSED_BATCH_FILE',
      actor,
      subjectKind: 'batch',
      subjectId: batchId,
      details: { archive: true, names: found.files.map(({ name }) => name) },
    });
    return found;
  });
  const zip = new ZipFile();
  const bytes = new PassThrough();
  // Whoever reads sees an error on the way as one of `bytes`; a download that is broken off stops the reading here.
  pipeline(zip.outputStream, bytes, () => {});
  zip.on('error', (error: Error) => bytes.destroy(error));
  for (const file of files) {
    const options = { mtime: batch.createdAt, mode: 0o100_644, size: file.size };
    zip.addReadStreamLazy(file.name, options, (give) => {
      const source = Readable.from(readChunks(store, file.id), { objectMode: false });
      source.on('error', (error) => bytes.destroy(error));
      give(null, source);
    });
  }
  zip.end();
  return { name: `lapwing-${slug}-${batchId}.zip`, mediaType: 'application/zip', bytes };
}
