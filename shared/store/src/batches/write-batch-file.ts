import { createHash } from 'node:crypto';
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { batches, batchFileChunks, batchFiles } from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';

/** Size of the pieces in which a file is kept. */
export const CHUNK_BYTES = 256 * 1024;

/** A file to write. */
export interface BatchFileSource {
  position: number;
  name: string;
  mediaType: string;
  /** Its bytes, as they are made. */
  read: () => AsyncIterable<Uint8Array>;
}

/**
 * Writes files that belong together (usually one) in one transaction: they are there whole or not at all, so that
 * a crash leaves nothing half-written and building goes on with the next missing file. What is there already is left
 * as it is. The bytes are made once, hashed while they are kept, and are never in memory as a whole.
 *
 * @returns false when the batch is not being built any more; nothing was written
 */
export async function writeBatchFile(
  store: Pick<Store, 'db'>,
  batchId: string,
  ...sources: BatchFileSource[]
): Promise<boolean> {
  return store.db.transaction(async (transaction) => {
    const [batch] = await transaction.select().from(batches).where(eq(batches.id, batchId)).for('update');
    if (batch?.state !== 'BUILDING') return false;
    if (await isWritten(transaction, batchId, sources)) return true;
    for (const source of sources) {
      const { position, name, mediaType } = source;
      const [file] = await transaction
        .insert(batchFiles)
        .values({ batchId, position, name, mediaType, size: 0, nextPosition: 0 })
        .returning({ id: batchFiles.id });
      if (!file) throw new Error('An insert returned no row');
      const written = await writeChunks(transaction, file.id, source);
      await transaction
        .update(batchFiles)
        .set({ ...written, nextPosition: null })
        .where(eq(batchFiles.id, file.id));
    }
    return true;
  });
}

async function isWritten(
  transaction: Transaction,
  batchId: string,
  sources: readonly BatchFileSource[],
): Promise<boolean> {
  const names = sources.map(({ name }) => name);
  const there = await transaction
    .select({ name: batchFiles.name })
    .from(batchFiles)
    .where(
      and(eq(batchFiles.batchId, batchId), inArray(batchFiles.name, names), isNotNull(batchFiles.sha256)),
    );
  return there.length === names.length;
}

/** Cuts the bytes into pieces, keeps them, and gives their number and SHA-256. */
async function writeChunks(
  transaction: Transaction,
  fileId: string,
  source: BatchFileSource,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let position = 0;
  let pending: Buffer[] = [];
  let waiting = 0;
  let size = 0;
  const keep = async (): Promise<void> => {
    const bytes = Buffer.concat(pending);
    pending = [];
    waiting = 0;
    await transaction.insert(batchFileChunks).values({ fileId, position, bytes });
    position += 1;
  };
  for await (const bytes of source.read()) {
    hash.update(bytes);
    size += bytes.byteLength;
    for (let offset = 0; offset < bytes.byteLength; ) {
      const piece = bytes.subarray(offset, offset + CHUNK_BYTES - waiting);
      pending.push(Buffer.from(piece));
      waiting += piece.byteLength;
      offset += piece.byteLength;
      if (waiting === CHUNK_BYTES) await keep();
    }
  }
  if (waiting > 0) await keep();
  return { size, sha256: hash.digest('hex') };
}
