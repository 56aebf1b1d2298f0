import { zstdDecompressSync } from 'node:zlib';
import { and, eq } from 'drizzle-orm';
import { refuseNonSender } from '../recipients/refuse-non-sender.ts';
import { Refusal } from '../refusal.ts';
import { batches, batchFileChunks, recipients } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { filesOfBatches } from './batch-view.ts';
import { CHUNK_BYTES } from './write-batch-file.ts';

/**
 * A batch whose files may be handed out, with its files. Refused: an unknown id (`not-found`); one that is being
 * built, and one that was cancelled, whose referrals may be in another batch by now (`conflict`); somebody whom the
 * recipient's settings do not let send to it (`forbidden`).
 */
export async function batchForDownload(transaction: Transaction, actor: Actor, batchId: string) {
  const [found] = await transaction
    .select({ batch: batches, slug: recipients.slug, settings: recipients.configuration })
    .from(batches)
    .innerJoin(recipients, eq(recipients.id, batches.recipientId))
    .where(eq(batches.id, batchId));
  if (!found) throw new Refusal('not-found', 'There is no such batch');
  await refuseNonSender(transaction, actor, found.settings);
  if (found.batch.state === 'BUILDING')
    throw new Refusal('conflict', 'The files of this batch are still being written');
  if (found.batch.state === 'CANCELLED') throw new Refusal('conflict', 'This batch was cancelled');
  const files = await filesOfBatches(transaction, [batchId]);
  return { ...found, files };
}

/** The bytes of a file piece by piece; at most one piece is in memory. */
export async function* readChunks(store: Pick<Store, 'db'>, fileId: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position += 1) {
    const [chunk] = await store.db
      .select({ bytes: batchFileChunks.bytes, compressed: batchFileChunks.compressed })
      .from(batchFileChunks)
      .where(and(eq(batchFileChunks.fileId, fileId), eq(batchFileChunks.position, position)));
    if (!chunk) return;
    yield chunk.compressed ? zstdDecompressSync(chunk.bytes, { maxOutputLength: CHUNK_BYTES }) : chunk.bytes;
  }
}
