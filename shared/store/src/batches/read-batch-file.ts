import type { BatchFile } from '@lapwing/contracts';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import type { Actor, Store } from '../store.ts';
import { batchForDownload, readChunks } from './batch-for-download.ts';
import { batchFileView } from './batch-view.ts';

/**
 * One file of a built batch. The disclosure is on record before the first byte is given out. Refused: an unknown
 * batch or file (`not-found`), a batch that is being built or was cancelled (`conflict`).
 */
export async function readBatchFile(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { batchId: string; name: string },
): Promise<{ file: BatchFile; bytes: AsyncGenerator<Uint8Array> }> {
  const file = await store.db.transaction(async (transaction) => {
    const { files } = await batchForDownload(transaction, actor, input.batchId);
    const found = files.find(({ name }) => name === input.name);
    if (!found) throw new Refusal('not-found', 'The batch has no such file');
    await writeAudit(transaction, {
      verb: 'DISCLOSED_BATCH_FILE',
      actor,
      subjectKind: 'batch',
      subjectId: input.batchId,
      details: { name: found.name, sha256: found.sha256 },
    });
    return found;
  });
  return { file: batchFileView(file), bytes: readChunks(store, file.id) };
}
