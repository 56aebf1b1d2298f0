import { createHash, type Hash } from 'node:crypto';
import type { Referral } from '@lapwing/contracts';
import { and, eq, inArray } from 'drizzle-orm';
import { batches, batchFileChunks, batchFiles } from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';
import { readChunks } from './batch-for-download.ts';
import { type BatchPage, readBatchPage } from './read-batch-referrals.ts';
import { CHUNK_BYTES } from './write-batch-file.ts';

/** Referrals that are written in one transaction: what is lost at most when the process is killed. */
const PAGE = 500;
const SLICE = 50;

/** A file with a heading and an entry for each referral. However it is cut into pages, its bytes are the same. */
export interface GrowingFile {
  position: number;
  name: string;
  mediaType: string;
  heading: string;
  entries: (referrals: readonly Referral[]) => string;
}

interface Growth {
  id: string;
  file: GrowingFile;
  hash: Hash;
  size: number;
  chunks: number;
}

/**
 * Writes files that grow, side by side, page by page. What was written stays when the process is killed, and the next
 * one goes on behind it; an attempt that went on counts as the first. A file is not there for others before it is whole.
 *
 * @returns false when the batch is not being built any more
 */
export async function growBatchFiles(
  store: Pick<Store, 'db'>,
  batchId: string,
  files: readonly GrowingFile[],
): Promise<boolean> {
  const begun = await begin(store, batchId, files);
  if (begun === null) return false;
  // They are written together; else, after an update of Lapwing, those that stand at the same place are.
  for (const [from, growing] of Map.groupBy(begun, ({ nextPosition }) => nextPosition)) {
    const growths: Growth[] = [];
    for (const { id, file } of growing) growths.push(await whatIsThere(store, id, file));
    if (!(await grow(store, batchId, growths, from))) return false;
  }
  return true;
}

async function grow(
  store: Pick<Store, 'db'>,
  batchId: string,
  growths: readonly Growth[],
  from: number,
): Promise<boolean> {
  const read = (at: number): Promise<BatchPage> => readBatchPage(store, batchId, at, PAGE);
  let page = await read(from);
  let kept = Promise.resolve(true);
  for (let at = from; ; ) {
    // While this page is put into words, the next is on its way here and the last on its way to the disk.
    const coming = page.next === null ? null : read(page.next);
    coming?.catch(() => undefined);
    const parts = growths.map((growth) => ({
      growth,
      bytes: Buffer.concat([
        Buffer.from(at === 0 ? growth.file.heading : ''),
        ...slices(page.referrals).map((slice) => Buffer.from(growth.file.entries(slice))),
      ]),
    }));
    if (!(await kept)) return false;
    kept = keep(store, batchId, parts, { from: at, next: page.next });
    kept.catch(() => undefined);
    if (coming === null || page.next === null) return kept;
    at = page.next;
    page = await coming;
  }
}

/** Long texts live long in memory, so a page is put into words in short ones. */
function slices(referrals: readonly Referral[]): Referral[][] {
  return Array.from({ length: Math.ceil(referrals.length / SLICE) }, (_, slice) =>
    referrals.slice(slice * SLICE, (slice + 1) * SLICE),
  );
}

/** The rows of the files that are not complete; null when the batch is not being built. */
function begin(
  store: Pick<Store, 'db'>,
  batchId: string,
  files: readonly GrowingFile[],
): Promise<{ id: string; file: GrowingFile; nextPosition: number }[] | null> {
  return store.db.transaction(async (transaction) => {
    if (!(await isBuilding(transaction, batchId))) return null;
    if (files.length === 0) return [];
    await transaction
      .insert(batchFiles)
      .values(
        files.map(({ position, name, mediaType }) => ({
          batchId,
          position,
          name,
          mediaType,
          size: 0,
          nextPosition: 0,
        })),
      )
      .onConflictDoNothing();
    const names = files.map(({ name }) => name);
    const rows = await transaction
      .select()
      .from(batchFiles)
      .where(and(eq(batchFiles.batchId, batchId), inArray(batchFiles.name, names)));
    return files.flatMap((file) => {
      const row = rows.find(({ name }) => name === file.name);
      const nextPosition = row?.nextPosition ?? null;
      return row && nextPosition !== null ? [{ id: row.id, file, nextPosition }] : [];
    });
  });
}

/** Reads what an earlier attempt kept of a file, since a hash cannot be laid aside. */
async function whatIsThere(store: Pick<Store, 'db'>, id: string, file: GrowingFile): Promise<Growth> {
  const growth: Growth = { id, file, hash: createHash('sha256'), size: 0, chunks: 0 };
  for await (const bytes of readChunks(store, id)) {
    growth.hash.update(bytes);
    growth.size += bytes.byteLength;
    growth.chunks += 1;
  }
  return growth;
}

/**
 * Keeps one page of every file, or none of it. The last page completes them. Rejects where the files do not stand where this
 * page begins: another exporter is at work on them, whose lock ours was taken for.
 */
function keep(
  store: Pick<Store, 'db'>,
  batchId: string,
  parts: readonly { growth: Growth; bytes: Buffer }[],
  { from, next }: { from: number; next: number | null },
): Promise<boolean> {
  return store.db.transaction(async (transaction) => {
    if (!(await isBuilding(transaction, batchId))) return false;
    for (const { growth, bytes } of parts) {
      growth.hash.update(bytes);
      growth.size += bytes.byteLength;
      const pieces = Array.from({ length: Math.ceil(bytes.byteLength / CHUNK_BYTES) }, (_, piece) => ({
        fileId: growth.id,
        position: growth.chunks + piece,
        bytes: bytes.subarray(piece * CHUNK_BYTES, (piece + 1) * CHUNK_BYTES),
      }));
      growth.chunks += pieces.length;
      if (pieces.length > 0) await transaction.insert(batchFileChunks).values(pieces);
      const sha256 = next === null ? growth.hash.digest('hex') : null;
      const { rowCount } = await transaction
        .update(batchFiles)
        .set({ size: growth.size, nextPosition: next, sha256 })
        .where(
          and(
            eq(batchFiles.id, growth.id),
            eq(batchFiles.nextPosition, from),
            eq(batchFiles.size, growth.size - bytes.byteLength),
          ),
        );
      if (rowCount !== 1) throw new Error(`${growth.file.name} is written by another exporter`);
    }
    await transaction.update(batches).set({ attempts: 1 }).where(eq(batches.id, batchId));
    return true;
  });
}

async function isBuilding(transaction: Transaction, batchId: string): Promise<boolean> {
  const [batch] = await transaction
    .select({ state: batches.state })
    .from(batches)
    .where(eq(batches.id, batchId))
    .for('update');
  return batch?.state === 'BUILDING';
}
