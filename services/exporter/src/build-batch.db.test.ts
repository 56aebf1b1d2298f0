import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { BatchManifest } from '@lapwing/contracts';
import { streamBatchArchive } from '@lapwing/store/batches/batch-archive';
import { cancelBatch } from '@lapwing/store/batches/cancel-batch';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { dryRunBatches } from '@lapwing/store/batches/dry-run-batches';
import { getBatch } from '@lapwing/store/batches/get-batch';
import { readBatchFile } from '@lapwing/store/batches/read-batch-file';
import { readBatchReferrals } from '@lapwing/store/batches/read-batch-referrals';
import { writeCorrection } from '@lapwing/store/corrections/write-correction';
import { silentLogger } from '@lapwing/store/logging';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { recipientView } from '@lapwing/store/recipients/recipient-view';
import { batches, recipients } from '@lapwing/store/schema/index';
import { loadSecrets } from '@lapwing/store/secrets';
import type { Actor } from '@lapwing/store/store';
import { confirmItem } from '@lapwing/store/testing/confirmed-item';
import { readyForGoogle, recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { sentToGoogle } from '@lapwing/store/testing/sent-referrals';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { eq } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BuildContext, buildBatch } from './build-batch.ts';
import { contentFiles } from './content-files.ts';
import { headOf } from './envelope.ts';
import { startExporter } from './start-exporter.ts';
import { verifyPath } from './verify/verify-path.ts';

const organisation = { name: 'Plover Foundation', contact: 'desk@plover.example', domain: 'plover.example' };
const allFiles = [
  'referrals.csv',
  'referrals.json',
  'letter.html',
  'letter.pdf',
  'manifest.json',
  'manifest.sig',
];
const patience = { timeout: 40_000, interval: 50 };

let workspace: TestWorkspace;
let referrer: Actor;
let place: string;
let context: BuildContext;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  place = await mkdtemp(join(tmpdir(), 'lapwing-exporter-'));
  await ensureReadyMadeRecipients(workspace.store);
  // A process that is started with this folder reads the same key from it.
  const { signingKey } = await loadSecrets({
    dataDirectory: place,
    sealKey: undefined,
    authSecret: undefined,
    signingKeyFile: undefined,
  });
  context = { store: workspace.store, organisation, signingKey, log: silentLogger() };
});
afterAll(async () => {
  await workspace.close();
  await rm(place, { recursive: true, force: true });
});

/** A retraction that waits to be sent to Google; gives its id. */
const writtenRetraction = async (): Promise<string> => {
  const [first = ''] = await sentToGoogle(workspace.store, referrer, 1);
  const words = { relation: 'RETRACTION' as const, reason: 'Looked at again', confirmedPersonalData: [] };
  const { referralId } = await writeCorrection(workspace.store, referrer, { referralId: first, ...words });
  return referralId;
};

const orderBatch = async (slug: 'meta' | 'google'): Promise<string> => {
  const recipientId = await recipientBySlug(workspace.store, slug);
  const made = await createBatches(
    workspace.store,
    referrer,
    { recipientId },
    { idempotencyKey: freshKey() },
  );
  return made[0]?.batchId ?? '';
};
const archiveOf = async (batchId: string): Promise<string> => {
  const { bytes } = await streamBatchArchive(workspace.store, referrer, batchId);
  const path = join(place, `${batchId}.zip`);
  await pipeline(bytes, createWriteStream(path));
  return path;
};
const built = (batchId: string) =>
  vi.waitFor(async () => {
    const batch = await getBatch(workspace.store, batchId);
    expect(batch).toMatchObject({ state: 'BUILT' });
    return batch;
  }, patience);

describe('buildBatch', () => {
  it('writes every file that the recipient takes, and the archive verifies', async () => {
    await readyForGoogle(workspace.store, 3);
    const batchId = await orderBatch('google');
    expect(await buildBatch(context, batchId)).toBe('BUILT');
    expect(await buildBatch(context, batchId)).toBe('NOTHING_TO_DO');
    const batch = await getBatch(workspace.store, batchId);
    expect(batch.files.map(({ name }) => name)).toEqual(allFiles);
    const report = await verifyPath(await archiveOf(batchId));
    expect(report.findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.about).toMatchObject({
      kind: 'batch',
      id: batchId,
      recipient: 'Google (YouTube, Drive, Sites, Search)',
    });
  });

  it('gives up at once on a batch that is larger than its recipient takes, and its referrals stay unsent', async () => {
    const recipientId = await recipientBySlug(workspace.store, 'google');
    const limitTo = (maximumBytes: number | null) =>
      workspace.store.db.transaction(async (transaction) => {
        const [row] = await transaction.select().from(recipients).where(eq(recipients.id, recipientId));
        if (!row) throw new Error('Google is missing');
        const configuration = { ...row.configuration, maximumBytes };
        await transaction.update(recipients).set({ configuration }).where(eq(recipients.id, recipientId));
      });
    await limitTo(1_000);
    await readyForGoogle(workspace.store, 1);
    const batchId = await orderBatch('google');
    await limitTo(null);
    expect(await buildBatch(context, batchId)).toBe('FAILED');
    expect(await buildBatch(context, batchId)).toBe('NOTHING_TO_DO');
    const batch = await getBatch(workspace.store, batchId);
    expect(batch).toMatchObject({ state: 'BUILDING', attempts: 1 });
    expect(batch.lastError).toMatch(
      /^BatchTooLarge: The files are \d+ bytes and this recipient takes 1000: cancel/,
    );
    await cancelBatch(workspace.store, referrer, batchId);
    expect(await buildBatch(context, await orderBatch('google'))).toBe('BUILT');
  });

  it('is made without a retraction that none of the formats can say any more, and with it once one can again', async () => {
    const { store } = workspace;
    const retraction = await writtenRetraction();
    const recipientId = await recipientBySlug(store, 'google');
    const [row] = await store.db.select().from(recipients).where(eq(recipients.id, recipientId));
    if (!row) throw new Error('Google is missing');
    const give = (formats: typeof row.configuration.formats) =>
      store.db
        .update(recipients)
        .set({ configuration: { ...row.configuration, formats } })
        .where(eq(recipients.id, recipientId));
    await readyForGoogle(store, 1);
    await give(['dsa-html', 'xarf']);
    expect((await dryRunBatches(store, referrer, { recipientId })).heldBack).toEqual([
      { reason: 'NO_FORMAT', count: 1 },
    ]);
    expect(await recipientView(store.db, recipientId)).toMatchObject({ ready: 1, unsayable: 1 });
    const without = await orderBatch('google');
    expect(await buildBatch(context, without)).toBe('BUILT');
    expect((await getBatch(store, without)).referralCount).toBe(1);
    await expect(
      createBatches(
        store,
        referrer,
        { recipientId, referralIds: [retraction] },
        { idempotencyKey: freshKey() },
      ),
    ).rejects.toMatchObject({ slug: 'conflict', errors: [{ pointer: '/referralIds/0' }] });
    await give(row.configuration.formats);
    const batchId = await orderBatch('google');
    expect(await buildBatch(context, batchId)).toBe('BUILT');
    const [said] = await readBatchReferrals(store, batchId);
    expect(said).toMatchObject({ referralId: retraction, relation: 'RETRACTION' });
  });

  it('takes a retraction also where the recipient takes no such content any more, unless it is reached in another way', async () => {
    const { store } = workspace;
    const retraction = await writtenRetraction();
    const recipientId = await recipientBySlug(store, 'google');
    const [row] = await store.db.select().from(recipients).where(eq(recipients.id, recipientId));
    if (!row) throw new Error('Google is missing');
    const give = (configuration: typeof row.configuration) =>
      store.db.update(recipients).set({ configuration }).where(eq(recipients.id, recipientId));
    const narrowed = { ...row.configuration, platforms: ['PANTIP' as const] };
    await give({ ...narrowed, transport: { kind: 'EMAIL', address: 'desk@forum.example' } });
    expect((await dryRunBatches(store, referrer, { recipientId })).heldBack).toEqual([
      { reason: 'CONTENT_NOT_TAKEN', count: 1 },
    ]);
    await give(narrowed);
    expect(await dryRunBatches(store, referrer, { recipientId })).toMatchObject({
      referrals: 1,
      heldBack: [],
    });
    const batchId = await orderBatch('google');
    expect(await buildBatch(context, batchId)).toBe('BUILT');
    const [said] = await readBatchReferrals(store, batchId);
    expect(said).toMatchObject({ referralId: retraction, relation: 'RETRACTION' });
    await give(row.configuration);
  });

  it('names its referrals in the manifest as they stand in its files, which say what is a retraction though nobody asked for that column', async () => {
    const { store } = workspace;
    const recipientId = await recipientBySlug(store, 'google');
    const [row] = await store.db.select().from(recipients).where(eq(recipients.id, recipientId));
    if (!row) throw new Error('Google is missing');
    const give = (configuration: typeof row.configuration) =>
      store.db.update(recipients).set({ configuration }).where(eq(recipients.id, recipientId));
    await give({ ...row.configuration, fields: ['referral_id', 'url_canonical'] });
    const retraction = await writtenRetraction();
    const first = await readyForGoogle(store, 4);
    const batchId = await orderBatch('google');
    await give(row.configuration);
    expect(await buildBatch(context, batchId)).toBe('BUILT');
    const read = async (name: string) => {
      const { bytes } = await readBatchFile(store, referrer, { batchId, name });
      return text(Readable.from(bytes));
    };
    const [heading, ...rows] = (await read('referrals.csv')).trim().split('\r\n');
    expect(heading).toMatch(/"referral_id","url_canonical","relation","relates_to"$/);
    const told = rows.map((line) => line.slice(1, -1).split('","'));
    expect(told.map(([id]) => id).toSorted()).toEqual([retraction, ...first].toSorted());
    for (const [id, , relation] of told) expect(relation).toBe(id === retraction ? 'RETRACTION' : '');
    const { referralIds } = BatchManifest.parse(JSON.parse(await read('manifest.json')));
    expect(referralIds).toEqual(told.map(([id]) => id));
  });

  it('gives up at once where a batch of an earlier version has a retraction that none of its formats can say', async () => {
    const { store } = workspace;
    await writtenRetraction();
    const batchId = await orderBatch('google');
    const [batch] = await store.db.select().from(batches).where(eq(batches.id, batchId));
    if (!batch) throw new Error('The batch is missing');
    const configuration = { ...batch.configuration, formats: ['dsa-html' as const] };
    await store.db.update(batches).set({ configuration }).where(eq(batches.id, batchId));
    expect(await buildBatch(context, batchId)).toBe('FAILED');
    expect(await buildBatch(context, batchId)).toBe('NOTHING_TO_DO');
    expect(await getBatch(store, batchId)).toMatchObject({
      state: 'BUILDING',
      lastError: expect.stringMatching(/^ReferralUnsaid: None of the formats of this batch can say /),
    });
    await cancelBatch(store, referrer, batchId);
    expect(await buildBatch(context, await orderBatch('google'))).toBe('BUILT');
  });

  it('never carries what lies on Meta to Google, nor the other way round', async () => {
    const addresses = {
      meta: [
        'https://www.facebook.com/lapwing.example/posts/777001',
        'https://www.instagram.com/p/CLapwing777/',
        'https://m.facebook.com/groups/123456/posts/777002',
      ],
      google: [
        'https://youtu.be/lapwing7771',
        'https://drive.google.com/file/d/1LapwingLapwing777/view',
        'https://sites.google.com/view/lapwing-777',
      ],
    };
    for (const url of [...addresses.meta, ...addresses.google]) await confirmItem(workspace.store, { url });
    for (const slug of ['meta', 'google'] as const) {
      const batchId = await orderBatch(slug);
      await buildBatch(context, batchId);
      const { referrals: inside } = await getBatch(workspace.store, batchId);
      const platforms = new Set(inside.map(({ platform }) => platform));
      expect([...platforms].sort()).toEqual(
        slug === 'meta' ? ['FACEBOOK', 'INSTAGRAM'] : ['GOOGLE', 'YOUTUBE'],
      );
      expect(inside).toHaveLength(3);
      const other = slug === 'meta' ? /youtu|google/i : /facebook|instagram/i;
      for (const name of ['referrals.csv', 'referrals.json', 'letter.html']) {
        const { bytes } = await readBatchFile(workspace.store, referrer, { batchId, name });
        const said = await text(Readable.from(bytes));
        for (const { url } of inside) expect(said).toContain(url);
        expect(said).not.toMatch(other);
      }
    }
  });

  it('builds once when two exporters are at it', async () => {
    await readyForGoogle(workspace.store, 1);
    const batchId = await orderBatch('google');
    const results = await Promise.all([buildBatch(context, batchId), buildBatch(context, batchId)]);
    expect(results.filter((result) => result === 'BUILT')).toHaveLength(1);
    expect((await getBatch(workspace.store, batchId)).files).toHaveLength(allFiles.length);
  });

  it('keeps why it failed with the batch and tries again, and stops when it is cancelled', async () => {
    await readyForGoogle(workspace.store, 1);
    const batchId = await orderBatch('google');
    const { privateKey } = generateKeyPairSync('x25519');
    expect(await buildBatch({ ...context, signingKey: privateKey }, batchId)).toBe('FAILED');
    const failed = await getBatch(workspace.store, batchId);
    expect(failed).toMatchObject({ state: 'BUILDING', attempts: 1, files: [] });
    expect(failed.lastError).toMatch(/^Error: /);
    await cancelBatch(workspace.store, referrer, batchId);
    expect(await buildBatch(context, batchId)).toBe('NOTHING_TO_DO');
  });
});

describe('a disk that fills while a batch is written', () => {
  const everyFile = () =>
    workspace.store.pool.query('select id, name, size, sha256 from batch_files order by batch_id, position');

  it('is said with the batch, shows nobody half of it, and once there is room the files are the same', async () => {
    await readyForGoogle(workspace.store, 2);
    const batchId = await orderBatch('google');
    const before = await everyFile();
    const client = new Client({ connectionString: workspace.database.ownerUrl });
    await client.connect();
    try {
      // As Postgres says it when it cannot write: in the middle of the last file, the others are whole by then.
      await client.query(`
        create function fill_disk() returns trigger language plpgsql as $$ begin
          if (select position from batch_files where id = new.file_id) = ${allFiles.indexOf('letter.pdf')} then
            raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
          end if;
          return new;
        end $$;
        create trigger fill_disk before insert on batch_file_chunks for each row execute function fill_disk()`);
      expect(await buildBatch(context, batchId)).toBe('FAILED');
      const failed = await getBatch(workspace.store, batchId);
      expect(failed).toMatchObject({ state: 'BUILDING', givenUp: false, files: [] });
      expect(failed.lastError).toBe('The disk of the database is full');
      await expect(streamBatchArchive(workspace.store, referrer, batchId)).rejects.toMatchObject({
        slug: 'conflict',
      });
    } finally {
      await client.query('drop trigger fill_disk on batch_file_chunks; drop function fill_disk');
      await client.end();
    }
    const kept = await everyFile();
    expect(kept.rows).toEqual(expect.arrayContaining(before.rows));
    expect(kept.rows.length).toBe(before.rows.length + allFiles.indexOf('letter.pdf'));
    expect(await buildBatch(context, batchId)).toBe('BUILT');
    // What was whole before is what it was.
    expect((await everyFile()).rows).toEqual(expect.arrayContaining(kept.rows));
    expect((await getBatch(workspace.store, batchId)).files.map(({ name }) => name)).toEqual(allFiles);
    expect((await verifyPath(await archiveOf(batchId))).findings.filter(({ ok }) => !ok)).toEqual([]);
  });
});

describe('startExporter', () => {
  it('builds a batch that nobody announced', async () => {
    await readyForGoogle(workspace.store, 1);
    const batchId = await orderBatch('google');
    const exporter = startExporter({
      databaseUrl: workspace.database.appUrl,
      redisUrl: workspace.database.redisUrl,
      organisation,
      publicUrl: 'https://console.lapwing.example',
      signingKey: context.signingKey,
      sealKey: randomBytes(32),
      mail: null,
      ncmec: null,
      sshKey: '',
      log: silentLogger(),
    });
    try {
      expect((await built(batchId)).files).toHaveLength(allFiles.length);
    } finally {
      await exporter.stop();
    }
  });
});

/** The lock on which a process stands still in the middle of its second file. */
const STAND_STILL = 4_711;

describe('the exporter as a process', () => {
  const start = (): ChildProcess =>
    spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: workspace.database.appUrl,
        DATABASE_OWNER_URL: workspace.database.ownerUrl,
        ...(workspace.database.redisUrl === undefined ? {} : { REDIS_URL: workspace.database.redisUrl }),
        LAPWING_DATA_DIR: place,
        LAPWING_LOG_LEVEL: 'warn',
        LAPWING_ORGANISATION_NAME: organisation.name,
        LAPWING_ORGANISATION_CONTACT: organisation.contact,
        LAPWING_ORGANISATION_DOMAIN: organisation.domain,
      },
    });

  it('goes on after SIGKILL in the middle of a file: the same files, each once, by another process', async () => {
    await readyForGoogle(workspace.store, 4);
    const batchId = await orderBatch('google');
    const owner = new Client({ connectionString: workspace.database.ownerUrl });
    await owner.connect();
    const filesThere = async (): Promise<number> =>
      (await owner.query('select 1 from batch_files where batch_id = $1', [batchId])).rowCount ?? 0;
    let exporter = start();
    try {
      await owner.query(`
        create function stand_still() returns trigger language plpgsql as $$ begin
          if (select position from batch_files where id = new.file_id) = 1 then
            perform pg_advisory_xact_lock(${STAND_STILL});
          end if;
          return new;
        end $$;
        create trigger stand_still before insert on batch_file_chunks for each row execute function stand_still();
        select pg_advisory_lock(${STAND_STILL});`);
      const waiting = `select 1 from pg_locks where locktype = 'advisory' and objid = ${STAND_STILL} and not granted`;
      await vi.waitFor(async () => expect((await owner.query(waiting)).rowCount).toBe(1), patience);
      expect(await filesThere()).toBe(1);
      exporter.kill('SIGKILL');
      await once(exporter, 'exit');
      await owner.query(
        `select pg_advisory_unlock(${STAND_STILL}); drop trigger stand_still on batch_file_chunks`,
      );
      exporter = start();
      const batch = await built(batchId);
      expect(batch.files.map(({ name }) => name)).toEqual(allFiles);
      expect(batch.attempts).toBe(2);

      const [row] = await workspace.store.db.select().from(batches).where(eq(batches.id, batchId));
      if (!row) throw new Error('The batch is gone');
      const envelope = {
        ...headOf(
          {
            batchId,
            createdAt: row.createdAt,
            imminent: row.imminent,
            recipient: batch.recipient,
            configuration: row.configuration,
            relations: [],
          },
          organisation,
        ),
        referrals: await readBatchReferrals(workspace.store, batchId),
      };
      for (const { name, read } of contentFiles(envelope)) {
        const hash = createHash('sha256');
        for await (const bytes of read()) hash.update(bytes);
        expect(batch.files.find((file) => file.name === name)?.sha256).toBe(hash.digest('hex'));
      }
      expect((await verifyPath(await archiveOf(batchId))).ok).toBe(true);
    } finally {
      exporter.kill('SIGKILL');
      await owner.end();
    }
  });

  it('stops in an orderly way on SIGTERM and when the process that started it is gone', async () => {
    for (const end of ['SIGTERM', 'disconnect'] as const) {
      const child = start();
      await once(child, 'message');
      const exited = once(child, 'exit');
      if (end === 'SIGTERM') child.kill('SIGTERM');
      else child.disconnect();
      expect(await exited).toEqual([0, null]);
    }
  });
});
