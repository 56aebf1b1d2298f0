import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { and, eq } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { retryDeadLetter } from '../dead-letters/retry-dead-letter.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import {
  audit,
  batches,
  batchFileChunks,
  batchFiles,
  deadLetters,
  people,
  referrals,
} from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { streamBatchArchive } from './batch-archive.ts';
import { cancelBatch } from './cancel-batch.ts';
import { createBatches } from './create-batches.ts';
import { dueBatches } from './due-batches.ts';
import { failBatchAttempt } from './fail-batch-attempt.ts';
import { finishBatch } from './finish-batch.ts';
import { getBatch } from './get-batch.ts';
import { loadBatchForBuilding } from './load-batch-for-building.ts';
import { readBatchFile } from './read-batch-file.ts';
import { readBatchReferrals } from './read-batch-referrals.ts';
import { readReferralIds } from './read-referral-ids.ts';
import { withBatchLock } from './with-batch-lock.ts';
import { type BatchFileSource, CHUNK_BYTES, writeBatchFile } from './write-batch-file.ts';

let workspace: TestWorkspace;
let referrer: Actor;
let batchId: string;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  await ensureReadyMadeRecipients(workspace.store);
});
afterAll(() => workspace.close());
beforeEach(async () => {
  await readyForGoogle(workspace.store, 1);
  const recipientId = await recipientBySlug(workspace.store, 'google');
  const made = await createBatches(
    workspace.store,
    referrer,
    { recipientId },
    { idempotencyKey: freshKey() },
  );
  batchId = made[0]?.batchId ?? '';
});

const source = (name: string, bytes: Buffer, position = 0): BatchFileSource => ({
  position,
  name,
  mediaType: 'text/plain',
  async *read() {
    for (let offset = 0; offset < bytes.length; offset += 100_000)
      yield bytes.subarray(offset, offset + 100_000);
  },
});
const long = Buffer.from('ตัวอย่าง '.repeat(40_000));
const verbs = async (subjectKind: string, subjectId: string) =>
  (
    await workspace.store.db
      .select({ verb: audit.verb })
      .from(audit)
      .where(and(eq(audit.subjectKind, subjectKind), eq(audit.subjectId, subjectId)))
  ).map(({ verb }) => verb);
const rowOf = async () => {
  const [row] = await workspace.store.db.select().from(batches).where(eq(batches.id, batchId));
  if (!row) throw new Error('The batch is gone');
  return row;
};

describe('writeBatchFile', () => {
  it('keeps the bytes in pieces and gives them back as they were', async () => {
    expect(await writeBatchFile(workspace.store, batchId, source('a.txt', long))).toBe(true);
    const [file] = await workspace.store.db.select().from(batchFiles).where(eq(batchFiles.batchId, batchId));
    expect(file?.sha256).toBe(createHash('sha256').update(long).digest('hex'));
    const pieces = await workspace.store.db
      .select()
      .from(batchFileChunks)
      .where(eq(batchFileChunks.fileId, file?.id ?? ''));
    expect(pieces.length).toBe(Math.ceil(long.length / CHUNK_BYTES));
    expect(Math.max(...pieces.map(({ bytes }) => bytes.length))).toBe(CHUNK_BYTES);
    await finishBatch(workspace.store, batchId, ['a.txt']);
    const read = await readBatchFile(workspace.store, referrer, { batchId, name: 'a.txt' });
    expect(await buffer(read.bytes)).toEqual(long);
    expect(await verbs('batch', batchId)).toEqual(['BATCH_CREATED', 'BATCH_BUILT', 'DISCLOSED_BATCH_FILE']);
  });

  it('leaves nothing behind when it breaks off half-way, and makes its bytes once', async () => {
    let reads = 0;
    const breaking: BatchFileSource = {
      ...source('b.txt', long),
      async *read() {
        reads += 1;
        yield long;
        throw new Error('the power went');
      },
    };
    await expect(writeBatchFile(workspace.store, batchId, breaking)).rejects.toThrow('the power went');
    expect(reads).toBe(1);
    expect(await workspace.store.db.$count(batchFiles, eq(batchFiles.batchId, batchId))).toBe(0);
    expect(await writeBatchFile(workspace.store, batchId, source('b.txt', long))).toBe(true);
  });

  it('writes a file once, however many exporters are at it', async () => {
    const attempts = Array.from({ length: 4 }, () =>
      writeBatchFile(workspace.store, batchId, source('c.txt', long), source('d.txt', long, 1)),
    );
    expect(await Promise.all(attempts)).toEqual([true, true, true, true]);
    expect(await workspace.store.db.$count(batchFiles, eq(batchFiles.batchId, batchId))).toBe(2);
  });

  it('writes nothing into a batch that was cancelled', async () => {
    await cancelBatch(workspace.store, referrer, batchId);
    expect(await writeBatchFile(workspace.store, batchId, source('e.txt', long))).toBe(false);
    expect(await workspace.store.db.$count(batchFiles, eq(batchFiles.batchId, batchId))).toBe(0);
  });
});

describe('finishBatch', () => {
  it('refuses while a file is missing, and finishes once', async () => {
    await expect(finishBatch(workspace.store, batchId, ['a.txt'])).rejects.toThrow('The batch lacks a.txt');
    await writeBatchFile(workspace.store, batchId, source('a.txt', long));
    expect(await finishBatch(workspace.store, batchId, ['a.txt'])).toBe(true);
    expect(await finishBatch(workspace.store, batchId, ['a.txt'])).toBe(false);
    expect(await rowOf()).toMatchObject({ state: 'BUILT', buildDueAt: null, lastError: null });
    expect((await getBatch(workspace.store, batchId)).files).toMatchObject([
      { name: 'a.txt', bytes: long.length },
    ]);
  });

  it('changes nothing when it cannot be put on record', async () => {
    await withoutAudit(workspace.database, () =>
      expect(finishBatch(workspace.store, batchId, [])).rejects.toThrow(),
    );
    expect((await rowOf()).state).toBe('BUILDING');
  });
});

describe('loadBatchForBuilding', () => {
  it('gives the content that was fixed when the batch was made, whatever changed since', async () => {
    const first = await loadBatchForBuilding(workspace.store, batchId);
    const inside = await readBatchReferrals(workspace.store, batchId);
    const [row] = await workspace.store.db.select().from(referrals).where(eq(referrals.batchId, batchId));
    expect(inside).toEqual([row?.content]);
    expect(await readReferralIds(workspace.store, batchId)).toEqual([row?.id]);
    await workspace.store.db
      .update(people)
      .set({ pseudonym: `other-${batchId}` })
      .where(eq(people.id, referrer.personId));
    expect(await loadBatchForBuilding(workspace.store, batchId)).toEqual(first);
    expect(await readBatchReferrals(workspace.store, batchId)).toEqual(inside);
  });

  it('gives nothing for a batch that is built, cancelled or unknown', async () => {
    await finishBatch(workspace.store, batchId, []);
    expect(await loadBatchForBuilding(workspace.store, batchId)).toBeNull();
    expect(await loadBatchForBuilding(workspace.store, referrer.personId)).toBeNull();
  });

  it('gives a batch up that ended its process five times', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect(await loadBatchForBuilding(workspace.store, batchId)).not.toBeNull();
    expect(await loadBatchForBuilding(workspace.store, batchId)).toBeNull();
    expect(await rowOf()).toMatchObject({ state: 'BUILDING', buildDueAt: null, attempts: 5 });
  });
});

describe('failBatchAttempt', () => {
  it('makes it due again after a pause, then a dead letter, then due again when an admin says so', async () => {
    for (let attempt = 1; attempt < 5; attempt += 1) {
      await loadBatchForBuilding(workspace.store, batchId);
      expect(await failBatchAttempt(workspace.store, batchId, 'The disk is full')).toBe('DUE_AGAIN');
      expect((await rowOf()).buildDueAt?.getTime()).toBeGreaterThan(Date.now());
      expect(await getBatch(workspace.store, batchId)).toMatchObject({
        lastError: 'The disk is full',
        givenUp: false,
      });
    }
    expect(await dueBatches(workspace.store, 100)).not.toContain(batchId);
    await loadBatchForBuilding(workspace.store, batchId);
    expect(await failBatchAttempt(workspace.store, batchId, 'The disk is full')).toBe('GIVEN_UP');
    expect(await failBatchAttempt(workspace.store, batchId, 'The disk is full')).toBe('NOTHING_TO_DO');
    expect(await rowOf()).toMatchObject({
      state: 'BUILDING',
      buildDueAt: null,
      lastError: 'The disk is full',
    });
    expect(await getBatch(workspace.store, batchId)).toMatchObject({ state: 'BUILDING', givenUp: true });
    const [letter] = await workspace.store.db
      .select()
      .from(deadLetters)
      .where(eq(deadLetters.subjectId, batchId));
    expect(letter).toMatchObject({ queue: 'build-batch', attempts: 5, resolvedAt: null });
    expect(await verbs('job', letter?.id ?? '')).toEqual(['JOB_DEAD_LETTERED']);
    await retryDeadLetter(workspace.store, referrer, letter?.id ?? '');
    expect(await dueBatches(workspace.store, 100)).toContain(batchId);
    expect(await loadBatchForBuilding(workspace.store, batchId)).not.toBeNull();
    expect(await getBatch(workspace.store, batchId)).toMatchObject({ lastError: null, givenUp: false });
  });

  it('resolves the dead letter when the batch is cancelled', async () => {
    for (let attempt = 0; attempt < 6; attempt += 1) await loadBatchForBuilding(workspace.store, batchId);
    await cancelBatch(workspace.store, referrer, batchId);
    const [letter] = await workspace.store.db
      .select()
      .from(deadLetters)
      .where(eq(deadLetters.subjectId, batchId));
    expect(letter?.resolvedAt).toBeInstanceOf(Date);
    expect(await verbs('job', letter?.id ?? '')).toEqual(['JOB_DEAD_LETTERED', 'DEAD_LETTER_RESOLVED']);
  });

  it('gives nothing up that cannot be put on record', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) await loadBatchForBuilding(workspace.store, batchId);
    await withoutAudit(workspace.database, () =>
      expect(failBatchAttempt(workspace.store, batchId, 'x')).rejects.toThrow(),
    );
    expect((await rowOf()).buildDueAt).not.toBeNull();
    expect(await workspace.store.db.$count(deadLetters, eq(deadLetters.subjectId, batchId))).toBe(0);
  });
});

describe('withBatchLock', () => {
  it('lets one exporter work on a batch at a time', async () => {
    const inner: boolean[] = [];
    const outer = await withBatchLock(workspace.store, batchId, async () => {
      inner.push(await withBatchLock(workspace.store, batchId, async () => {}));
    });
    expect([outer, ...inner]).toEqual([true, false]);
    expect(await withBatchLock(workspace.store, batchId, async () => {})).toBe(true);
  });
});

describe('a file that is complete', () => {
  it('is not written again, added to or removed, whoever tries', async () => {
    await writeBatchFile(workspace.store, batchId, source('a.txt', long));
    const owner = new Client({ connectionString: workspace.database.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query<{ id: string }>('select id from batch_files where batch_id = $1', [
      batchId,
    ]);
    const id = rows[0]?.id;
    const refused = (statement: string) =>
      expect(owner.query(statement, [id])).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:LW003|42501)$/),
      });
    await refused('update batch_files set size = 1 where id = $1');
    await refused('delete from batch_files where id = $1');
    await refused(`insert into batch_file_chunks (file_id, position, bytes) values ($1, 99, 'more')`);
    await refused(`update batch_file_chunks set bytes = 'other' where file_id = $1`);
    await refused('delete from batch_file_chunks where file_id = $1');
    await owner.end();
  });
});

describe('readBatchFile and streamBatchArchive', () => {
  it('give out nothing of a batch that is being built or was cancelled, and no unknown file', async () => {
    await writeBatchFile(workspace.store, batchId, source('a.txt', long));
    const input = { batchId, name: 'a.txt' };
    await expect(readBatchFile(workspace.store, referrer, input)).rejects.toMatchObject({ slug: 'conflict' });
    await finishBatch(workspace.store, batchId, ['a.txt']);
    await expect(
      readBatchFile(workspace.store, referrer, { batchId, name: '../a.txt' }),
    ).rejects.toMatchObject({ slug: 'not-found' });
    await cancelBatch(workspace.store, referrer, batchId);
    await expect(readBatchFile(workspace.store, referrer, input)).rejects.toMatchObject({ slug: 'conflict' });
    await expect(streamBatchArchive(workspace.store, referrer, batchId)).rejects.toMatchObject({
      slug: 'conflict',
    });
  });

  it('give out nothing when the disclosure cannot be put on record', async () => {
    await writeBatchFile(workspace.store, batchId, source('a.txt', long));
    await finishBatch(workspace.store, batchId, ['a.txt']);
    await withoutAudit(workspace.database, async () => {
      await expect(readBatchFile(workspace.store, referrer, { batchId, name: 'a.txt' })).rejects.toThrow();
      await expect(streamBatchArchive(workspace.store, referrer, batchId)).rejects.toThrow();
    });
  });

  it('put all files into the same zip every time', async () => {
    await writeBatchFile(workspace.store, batchId, source('a.txt', long));
    await writeBatchFile(workspace.store, batchId, source('b.txt', Buffer.from('two'), 1));
    await finishBatch(workspace.store, batchId, ['a.txt', 'b.txt']);
    const archive = async () => {
      const { bytes, name } = await streamBatchArchive(workspace.store, referrer, batchId);
      expect(name).toBe(`lapwing-google-${batchId}.zip`);
      return buffer(bytes);
    };
    const first = await archive();
    expect(first.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    expect(first.equals(await archive())).toBe(true);
  });
});
