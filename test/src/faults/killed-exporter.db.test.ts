import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchDetail, BatchView, RecipientView } from '@lapwing/contracts';
import { verifyPath } from '@lapwing/exporter';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askFor, postFlag } from '../stack/api-client.ts';
import { confirmItems } from '../stack/confirm-items.ts';
import { inventFlag } from '../stack/invent-flag.ts';
import { sharedDatabase } from '../stack/shared-database.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';
import { addTokenHolder, type TokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';

const REFERRALS = 20;
/** Places in the order of the files at which the exporter is killed: the second file, and manifest with signature. */
const CUTS = [1, 4];
const GATE = 20_260_101;

let stack: Stack;
let referrer: TokenHolder;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lapwing-batch-'));
  stack = await startStack({ database: await sharedDatabase(), start: ['api'] });
  await ensureReadyMadeRecipients(stack.store);
  const analyst = await addTokenHolder(stack, ['analyst']);
  const reviewer = await addTokenHolder(stack, ['reviewer']);
  referrer = await addTokenHolder(stack, ['referrer']);
  for (let flag = 0; flag < REFERRALS; flag += 1) await postFlag(stack.url, analyst.token, inventFlag());
  await confirmItems(stack.url, reviewer, REFERRALS);
});
afterAll(async () => {
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Starts the exporter, and kills it while it is writing the file at `position`: its statement waits at a gate. */
async function killWhileWriting(position: number): Promise<void> {
  const gate = await stack.owner.connect();
  try {
    await gate.query('select pg_advisory_lock($1)', [GATE]);
    await gate.query(`
      create or replace function wait_at_gate() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock_shared(${GATE}); return new; end $$;
      create trigger gate before insert on batch_files for each row when (new.position = ${position})
        execute function wait_at_gate()`);
    await stack.services.exporter.start();
    await until('the exporter stands at the gate', async () => {
      const { rowCount } = await stack.owner.query(
        `select from pg_locks where locktype = 'advisory' and objid = $1 and not granted`,
        [GATE],
      );
      return rowCount === 1;
    });
    await stack.services.exporter.kill();
    await gate.query('select pg_advisory_unlock($1)', [GATE]);
    await gate.query('drop trigger gate on batch_files');
  } finally {
    gate.release();
  }
}

const batchNow = (batchId: string) =>
  askFor(BatchDetail, stack.url, referrer.token, 'GET', `/v1/batches/${batchId}`);

async function download(batchId: string, name: string): Promise<Buffer> {
  const response = await fetch(`${stack.url}/v1/batches/${batchId}/files/${name}`, {
    headers: { authorization: `Bearer ${referrer.token}` },
  });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

describe('an exporter that is killed in the middle of a batch', { timeout: 90_000 }, () => {
  it('leaves a batch that is completed once, with files that are what the manifest says', async () => {
    const { recipients } = await askFor(
      z.object({ recipients: z.array(RecipientView) }),
      stack.url,
      referrer.token,
      'GET',
      '/v1/recipients',
    );
    const recipient = recipients.find(({ slug }) => slug === 'meta');
    expect(recipient?.ready).toBe(REFERRALS);
    const { batches } = await askFor(
      z.object({ batches: z.array(BatchView) }),
      stack.url,
      referrer.token,
      'POST',
      '/v1/batches',
      { body: { recipientId: recipient?.recipientId }, headers: { 'idempotency-key': randomUUID() } },
    );
    expect(batches).toHaveLength(1);
    const batchId = batches[0]?.batchId ?? '';

    for (const position of CUTS) {
      await killWhileWriting(position);
      const { rows } = await stack.store.pool.query<{ position: number }>(
        'select position from batch_files where batch_id = $1 order by position',
        [batchId],
      );
      expect(rows.map((row) => row.position)).toEqual(Array.from({ length: position }, (_, index) => index));
      expect(await batchNow(batchId)).toMatchObject({ state: 'BUILDING', files: [] });
    }
    await stack.services.exporter.start();
    const built = await until('the batch is built', async () => {
      const batch = await batchNow(batchId);
      return batch.builtAt !== null && batch;
    });

    expect(built.referrals).toHaveLength(REFERRALS);
    const names = built.files.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(6);
    for (const { name, bytes, sha256 } of built.files) {
      const content = await download(batchId, name);
      expect(content.length).toBe(bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
      await writeFile(join(folder, name), content);
    }
    expect(await verifyPath(folder)).toMatchObject({ ok: true, about: { kind: 'batch', id: batchId } });

    const audited = await stack.store.pool.query(
      `select from audit where verb = 'BATCH_BUILT' and subject_id = $1`,
      [batchId],
    );
    expect(audited.rowCount).toBe(1);
    const inBatches = await stack.store.pool.query<{ id: string; batch_id: string }>(
      'select id, batch_id from referrals',
    );
    expect(inBatches.rows.filter(({ batch_id }) => batch_id === batchId)).toHaveLength(REFERRALS);
    expect(inBatches.rowCount).toBe(REFERRALS);
  });
});
