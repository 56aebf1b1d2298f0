import { createHash, type Hash } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import type { Referral } from '@lapwing/contracts';
import { and, eq, inArray } from 'drizzle-orm';
import { readReferral } from '../referrals/readable-referral.ts';
import { batches, batchFileChunks, batchFiles } from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';
import { readChunks } from './batch-for-download.ts';
import { readBatchPage } from './read-batch-referrals.ts';
import { CHUNK_BYTES } from './write-batch-file.ts';

/** Referrals that are written in one transaction. While they are, the next are put into words: a kill loses twice as many at most. */
export const PAGE = 1_000;
const SLICE = 10;
const encoder = new TextEncoder();
const quickly = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** A file with a heading and an entry for each referral. However it is cut into pages, its bytes are the same. */
export interface GrowingFile {
  position: number;
  name: string;
  mediaType: string;
  heading: string;
  /** What it says of referrals in which no character steers a program. */
  entries: (referrals: readonly Referral[]) => string;
}

/** How far a file is. */
interface Growth {
  id: string;
  file: GrowingFile;
  /** Of all that is written, kept or not. */
  hash: Hash;
  /** Bytes and chunks that are kept. */
  size: number;
  chunks: number;
}

/** What a page adds to a file. */
interface Part {
  growth: Growth;
  size: number;
  /** Each a frame of Zstandard. */
  chunks: Buffer[];
}

interface Page {
  from: number;
  next: number | null;
}

interface Pen {
  growth: Growth;
  write: (text: string) => void;
  /** Everything that was written since the last time. */
  lift: () => Part;
}

/**
 * Writes files that grow, side by side, page by page. What was written stays when the process is killed, and the next
 * one goes on behind it; an attempt that went on counts as the first. A file is not there for others before it is whole.
 *
 * @returns false when the batch is not being built any more
 */
export async function growBatchFiles(
  store: Pick<Store, 'db' | 'pool'>,
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
  store: Pick<Store, 'db' | 'pool'>,
  batchId: string,
  growths: readonly Growth[],
  from: number,
): Promise<boolean> {
  const pens = growths.map(penOf);
  let kept = Promise.resolve(true);
  for (let at: number | null = from; at !== null; ) {
    // While this page is put into words, the last is on its way to the disk.
    const page: Page = {
      from: at,
      next: await putIntoWords(store, { batchId, from: at, limit: PAGE }, pens),
    };
    const parts = pens.map((pen) => pen.lift());
    if (!(await kept)) return false;
    kept = keep(store, batchId, parts, page);
    kept.catch(() => undefined);
    at = page.next;
  }
  return kept;
}

/** Writes a page into every file, and gives where the next one begins. */
async function putIntoWords(
  store: Pick<Store, 'pool'>,
  page: { batchId: string; from: number; limit: number },
  pens: readonly Pen[],
): Promise<number | null> {
  if (page.from === 0) for (const pen of pens) pen.write(pen.growth.file.heading);
  // In short slices: what lives until the next collection of garbage costs more than all the rest.
  let slice: Referral[] = [];
  const write = (): void => {
    for (const pen of pens) pen.write(pen.growth.file.entries(slice));
    slice = [];
  };
  const next = await readBatchPage(store, page, (content) => {
    slice.push(readReferral(content));
    if (slice.length === SLICE) write();
  });
  write();
  return next;
}

/** Puts texts into the bytes of a file, in pieces. Its paper is used again and again. */
function penOf(growth: Growth): Pen {
  let paper = Buffer.allocUnsafe(2 * CHUNK_BYTES);
  let used = 0;
  let part: Part = { growth, size: 0, chunks: [] };
  const cut = (length: number): void => {
    const piece = paper.subarray(0, length);
    growth.hash.update(piece);
    // Compressed, since rows of a table are much alike.
    part.chunks.push(zstdCompressSync(piece, quickly));
    part.size += length;
    paper.copyWithin(0, length, used);
    used -= length;
  };
  return {
    growth,
    write(text) {
      // A character of a text is three bytes at most (UTF-8).
      if (paper.byteLength < used + 3 * text.length)
        paper = Buffer.concat([paper.subarray(0, used)], used + 2 * CHUNK_BYTES + 3 * text.length);
      used += encoder.encodeInto(text, paper.subarray(used)).written;
      while (used >= CHUNK_BYTES) cut(CHUNK_BYTES);
    },
    lift() {
      if (used > 0) cut(used);
      const lifted = part;
      part = { growth, size: 0, chunks: [] };
      return lifted;
    },
  };
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
  parts: readonly Part[],
  { from, next }: Page,
): Promise<boolean> {
  // Now, since the next page is hashed meanwhile.
  const sums = parts.map(({ growth }) => (next === null ? growth.hash.digest('hex') : null));
  return store.db.transaction(async (transaction) => {
    const { rowCount: building } = await transaction
      .update(batches)
      .set({ attempts: 1 })
      .where(and(eq(batches.id, batchId), eq(batches.state, 'BUILDING')));
    if (building !== 1) return false;
    const rows = parts.flatMap(({ growth, chunks }) =>
      chunks.map((bytes, piece) => ({
        fileId: growth.id,
        position: growth.chunks + piece,
        compressed: true,
        bytes,
      })),
    );
    if (rows.length > 0) await transaction.insert(batchFileChunks).values(rows);
    for (const [index, { growth, size, chunks }] of parts.entries()) {
      const { rowCount } = await transaction
        .update(batchFiles)
        .set({ size: growth.size + size, nextPosition: next, sha256: sums[index] ?? null })
        .where(
          and(
            eq(batchFiles.id, growth.id),
            eq(batchFiles.nextPosition, from),
            eq(batchFiles.size, growth.size),
          ),
        );
      if (rowCount !== 1) throw new Error(`${growth.file.name} is written by another exporter`);
      growth.size += size;
      growth.chunks += chunks.length;
    }
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
