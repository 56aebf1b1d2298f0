import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { destinationOf, type PushTransport } from '@lapwing/contracts';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { getBatch } from '@lapwing/store/batches/get-batch';
import { requestDelivery } from '@lapwing/store/deliveries/request-delivery';
import { createLogger, silentLogger } from '@lapwing/store/logging';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { audit, batches, deliveries, recipients } from '@lapwing/store/schema/index';
import { createSealer } from '@lapwing/store/sealing';
import type { Actor, Store } from '@lapwing/store/store';
import { deliverByWebhook } from '@lapwing/store/testing/deliver-by-webhook';
import { readyForGoogle, recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { withoutAudit } from '@lapwing/store/testing/without-audit';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { and, asc, eq } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildBatch } from '../build-batch.ts';
import { startExporter } from '../start-exporter.ts';
import type { Desk } from '../testing/delivery/desk.ts';
import { webhookDesk } from '../testing/delivery/webhook-desk.ts';
import { verifyPath } from '../verify/verify-path.ts';
import { type DeliverContext, deliverBatch } from './deliver-batch.ts';

const organisation = { name: 'Plover Foundation', contact: 'desk@plover.example', domain: 'plover.example' };
const signingKey = generateKeyPairSync('ed25519').privateKey;
const sealKey = randomBytes(32);
const patience = { timeout: 20_000, interval: 50 };

let workspace: TestWorkspace;
let store: Store;
let referrer: Actor;
let google: string;
let desk: Desk;
let place: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'lapwing-delivered-'));
  workspace = await openTestWorkspace();
  store = { ...workspace.store, sealer: createSealer(sealKey) };
  referrer = await addPerson(store, ['referrer']);
  await ensureReadyMadeRecipients(store);
  google = await recipientBySlug(store, 'google');
  const secret = await deliverByWebhook(store, google);
  desk = await webhookDesk.open(() => secret);
});
afterAll(async () => {
  await desk.close();
  await workspace.close();
  await rm(place, { recursive: true, force: true });
});
beforeEach(async () => {
  desk.suffer('TAKES_IT');
  await store.db.update(recipients).set({ failedInARow: 0, pausedUntil: null });
});

const context = (): DeliverContext => ({
  store,
  organisation: organisation.name,
  log: silentLogger(),
  ...desk.context,
});

/** A batch that was built and is due; its recipient is the desk as it is now, or another. */
const requestedBatch = async (target: PushTransport = desk.target): Promise<string> => {
  const referralIds = await readyForGoogle(store, 2);
  const input = { recipientId: google, referralIds };
  const [batch] = await createBatches(store, referrer, input, { idempotencyKey: freshKey() });
  const batchId = batch?.batchId ?? '';
  expect(await buildBatch({ store, organisation, signingKey, log: silentLogger() }, batchId)).toBe('BUILT');
  // Past the form of the console: a desk in a test is on this machine.
  const [found] = await store.db.select().from(recipients).where(eq(recipients.id, google));
  if (!found) throw new Error('Google is missing');
  await store.db
    .update(recipients)
    .set({ configuration: { ...found.configuration, transport: target } })
    .where(eq(recipients.id, google));
  await requestDelivery(store, referrer, { batchId, destination: destinationOf(target) ?? '' });
  return batchId;
};
const makeDue = (batchId: string) =>
  store.db
    .update(batches)
    .set({ deliveryDueAt: new Date() })
    .where(and(eq(batches.id, batchId), eq(batches.deliveryState, 'WAITING')));
const receivedOf = (batchId: string) => desk.received.filter(({ id }) => id === batchId);
const attemptsOf = (batchId: string) =>
  store.db
    .select()
    .from(deliveries)
    .where(eq(deliveries.batchId, batchId))
    .orderBy(asc(deliveries.recordedAt));
const verbsOf = async (batchId: string) =>
  (
    await store.db
      .select({ verb: audit.verb })
      .from(audit)
      .where(and(eq(audit.subjectKind, 'batch'), eq(audit.subjectId, batchId)))
      .orderBy(asc(audit.sequence))
  ).map(({ verb }) => verb);

describe('deliverBatch', () => {
  it('hands over every file, which the recipient can verify, and the batch is sent', async () => {
    const batchId = await requestedBatch();
    expect(await deliverBatch(context(), batchId)).toBe('DELIVERED');
    expect(await deliverBatch(context(), batchId)).toBe('NOTHING_TO_DO');
    const batch = await getBatch(store, batchId);
    expect(batch).toMatchObject({ state: 'SENT', delivery: { state: 'DELIVERED', attempts: 1 } });
    expect(batch.delivery?.reference).toMatch(/^case-\d+$/);
    expect(batch.referrals.map(({ state }) => state)).toEqual(['SENT', 'SENT']);
    const [received] = receivedOf(batchId);
    expect(received?.files.map(({ name }) => name)).toEqual(batch.files.map(({ name }) => name));
    for (const { name, content } of received?.files ?? []) {
      const sha256 = createHash('sha256').update(content).digest('hex');
      expect(sha256).toBe(batch.files.find((file) => file.name === name)?.sha256);
      await writeFile(join(place, name), content);
    }
    const { findings } = await verifyPath(join(place, 'manifest.json'));
    expect(findings.length).toBeGreaterThan(3);
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('is logged without the address of the recipient', async () => {
    const batchId = await requestedBatch({ kind: 'EMAIL', address: 'a.person@platform.example' });
    const lines: string[] = [];
    const log = createLogger('test', 'info', { write: (line) => lines.push(line) });
    expect(await deliverBatch({ ...context(), log }, batchId)).toBe('GIVEN_UP');
    expect(lines.join('')).toContain('platform.example');
    expect(lines.join('')).not.toContain('a.person');
  });

  it('is tried again after failures under the same id, with the same files', async () => {
    const batchId = await requestedBatch();
    desk.suffer('NEVER_ANSWERS');
    expect(await deliverBatch(context(), batchId)).toBe('DUE_AGAIN');
    desk.suffer('FAILS_ITSELF');
    await makeDue(batchId);
    expect(await deliverBatch(context(), batchId)).toBe('DUE_AGAIN');
    desk.suffer('TAKES_IT');
    await makeDue(batchId);
    expect(await deliverBatch(context(), batchId)).toBe('DELIVERED');
    const received = receivedOf(batchId);
    expect(received).toHaveLength(3);
    expect(received[1]).toEqual(received[0]);
    expect(received[2]).toEqual(received[0]);
    expect(await attemptsOf(batchId)).toMatchObject([
      { succeeded: false, error: 'TIMED_OUT', status: null },
      { succeeded: false, error: 'SERVER_ERROR', status: 500 },
      { succeeded: true, error: null, status: 202 },
    ]);
    expect((await verbsOf(batchId)).slice(2)).toEqual([
      'DELIVERY_REQUESTED',
      'DELIVERY_ATTEMPTED',
      'DELIVERY_FAILED',
      'DELIVERY_ATTEMPTED',
      'DELIVERY_FAILED',
      'DELIVERY_ATTEMPTED',
      'BATCH_SENT',
    ]);
  });

  it('is made by one of two exporters', async () => {
    const batchId = await requestedBatch();
    const results = await Promise.all([deliverBatch(context(), batchId), deliverBatch(context(), batchId)]);
    expect(results.filter((result) => result === 'DELIVERED')).toHaveLength(1);
    expect(receivedOf(batchId)).toHaveLength(1);
  });

  it('sends nothing when the attempt cannot be put on record', async () => {
    const batchId = await requestedBatch();
    await withoutAudit(workspace.database, () => expect(deliverBatch(context(), batchId)).rejects.toThrow());
    expect(receivedOf(batchId)).toEqual([]);
    expect((await getBatch(store, batchId)).delivery).toMatchObject({ attempts: 0, mayHaveArrived: false });
  });
});

const GATE = 4_712;

describe('an exporter that is killed between sent and recorded', () => {
  const start = (batchId: string): ChildProcess =>
    spawn(process.execPath, [join(import.meta.dirname, '../testing/delivery/deliver-once.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: workspace.database.appUrl,
        SEAL_KEY: sealKey.toString('base64'),
        BATCH_ID: batchId,
        CERTIFICATE: desk.context.network.certificateAuthorities ?? '',
      },
    });

  it('leaves a batch that goes out again under the same id, and is then recorded once', async () => {
    const batchId = await requestedBatch();
    const gate = new Client({ connectionString: workspace.database.ownerUrl });
    await gate.connect();
    try {
      // What records the delivery waits at a gate.
      await gate.query('select pg_advisory_lock($1)', [GATE]);
      await gate.query(`
        create function wait_at_gate() returns trigger language plpgsql as
          $$ begin perform pg_advisory_xact_lock_shared(${GATE}); return new; end $$;
        create trigger gate before insert on deliveries for each row execute function wait_at_gate()`);
      const child = start(batchId);
      const ended = once(child, 'exit');
      await vi.waitFor(async () => {
        const { rowCount } = await gate.query(
          `select from pg_locks where locktype = 'advisory' and objid = $1 and not granted`,
          [GATE],
        );
        expect(rowCount).toBe(1);
      }, patience);
      expect(receivedOf(batchId)).toHaveLength(1);
      child.kill('SIGKILL');
      expect(await ended).toEqual([null, 'SIGKILL']);
      await gate.query('select pg_advisory_unlock($1)', [GATE]);
      await gate.query('drop trigger gate on deliveries');
    } finally {
      await gate.end();
    }
    expect(await getBatch(store, batchId)).toMatchObject({
      state: 'BUILT',
      delivery: { state: 'WAITING', attempts: 1, mayHaveArrived: true },
    });
    // The dead process's connections, and with them its lock on the batch, are gone when the database noticed.
    await makeDue(batchId);
    await vi.waitFor(async () => expect(await deliverBatch(context(), batchId)).toBe('DELIVERED'), patience);
    const received = receivedOf(batchId);
    expect(received).toHaveLength(2);
    expect(received[1]).toEqual(received[0]);
    expect(await attemptsOf(batchId)).toMatchObject([{ succeeded: true }]);
    expect((await verbsOf(batchId)).filter((verb) => verb === 'BATCH_SENT')).toHaveLength(1);
  });
});

describe('startExporter', () => {
  it('delivers what is due without being told', async () => {
    const [first, second] = [await requestedBatch(), await requestedBatch()];
    const exporter = startExporter({
      databaseUrl: workspace.database.appUrl,
      redisUrl: workspace.database.redisUrl,
      organisation,
      publicUrl: 'https://console.lapwing.example',
      signingKey,
      sealKey,
      mail: null,
      ncmec: null,
      sshKey: '',
      network: desk.context.network,
      log: silentLogger(),
    });
    try {
      for (const batchId of [first, second])
        await vi.waitFor(
          async () => expect(await getBatch(store, batchId)).toMatchObject({ state: 'SENT' }),
          patience,
        );
    } finally {
      await exporter.stop();
    }
    expect([...receivedOf(first), ...receivedOf(second)]).toHaveLength(2);
  });

  it('reaches nothing on this machine unless it was given a way there: the public internet is all it knows', async () => {
    const batchId = await requestedBatch();
    const exporter = startExporter({
      databaseUrl: workspace.database.appUrl,
      redisUrl: workspace.database.redisUrl,
      organisation,
      publicUrl: 'https://console.lapwing.example',
      signingKey,
      sealKey,
      mail: null,
      ncmec: null,
      sshKey: '',
      log: silentLogger(),
    });
    try {
      await vi.waitFor(
        async () =>
          expect((await getBatch(store, batchId)).delivery).toMatchObject({ lastError: 'NAME_NOT_FOUND' }),
        patience,
      );
    } finally {
      await exporter.stop();
    }
    expect(receivedOf(batchId)).toEqual([]);
  });
});
