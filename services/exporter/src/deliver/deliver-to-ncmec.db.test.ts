import { generateKeyPairSync } from 'node:crypto';
import type { AuditVerb, ExportFormat, FlagInput, TransportConfiguration } from '@lapwing/contracts';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { getBatch } from '@lapwing/store/batches/get-batch';
import { writeCorrection } from '@lapwing/store/corrections/write-correction';
import { beginAttempt } from '@lapwing/store/deliveries/begin-attempt';
import { giveUpOpenReport } from '@lapwing/store/deliveries/give-up-open-report';
import { keepOpenReport } from '@lapwing/store/deliveries/keep-open-report';
import { requestDelivery } from '@lapwing/store/deliveries/request-delivery';
import { silentLogger } from '@lapwing/store/logging';
import { changeRecipient } from '@lapwing/store/recipients/change-recipient';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { listRecipients } from '@lapwing/store/recipients/list-recipients';
import { audit, batches } from '@lapwing/store/schema/index';
import type { Actor } from '@lapwing/store/store';
import { readyForGoogle, recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { and, asc, eq } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildBatch } from '../build-batch.ts';
import type { Desk } from '../testing/delivery/desk.ts';
import { openHttpsDesk } from '../testing/delivery/https-desk.ts';
import { inventedNcmecAccount, ncmecProtocol } from '../testing/delivery/ncmec-desk.ts';
import { deliverBatch } from './deliver-batch.ts';

const organisation = {
  name: 'Plover Foundation',
  contact: 'desk@plover.example',
  domain: 'plover.example',
  ncmecUser: inventedNcmecAccount.user,
};
const destination = 'https://report.cybertip.org/ispws/submit';
const trial = 'https://exttest.cybertip.org/ispws/submit';
const signingKey = generateKeyPairSync('ed25519').privateKey;

let workspace: TestWorkspace;
let admin: Actor;
let referrer: Actor;
let google: string;
let desk: Desk;
let protocol: ReturnType<typeof ncmecProtocol>;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  const { store } = workspace;
  admin = await addPerson(store, ['admin']);
  referrer = await addPerson(store, ['referrer']);
  await ensureReadyMadeRecipients(store);
  google = await recipientBySlug(store, 'google');
  await reach({ kind: 'NCMEC', environment: 'LIVE' });
  desk = await openHttpsDesk({
    host: 'ncmec.platform.example',
    target: () => ({ kind: 'NCMEC', environment: 'LIVE' }),
    account: (origin) => ({ ...inventedNcmecAccount, origins: { LIVE: origin, TEST: origin } }),
    delivery: {},
    answer: (request) => protocol.answer(request),
    take: () => ({ id: '', files: [] }),
    thanks: () => ({ status: 500 }),
  });
});
afterAll(async () => {
  await desk.close();
  await workspace.close();
});
beforeEach(() => {
  protocol = ncmecProtocol();
});

/** How an admin has the recipient reached from now on. */
const reach = async (transport: TransportConfiguration, formats: ExportFormat[] = ['ncmec', 'csv']) => {
  const recipient = (await listRecipients(workspace.store)).find(({ recipientId }) => recipientId === google);
  if (!recipient) throw new Error('Google is missing');
  const { recipientId, version, slug, name, active, configuration } = recipient;
  await changeRecipient(workspace.store, admin, {
    recipientId,
    version,
    input: {
      slug,
      name,
      active,
      configuration: { ...configuration, formats, transport, maximumReferrals: 1 },
    },
  });
};
const deliver = (batchId: string) =>
  deliverBatch(
    {
      store: workspace.store,
      organisation: organisation.name,
      log: silentLogger(),
      ...desk.context,
    },
    batchId,
  );
const built = async (flag: Partial<FlagInput> = {}) => {
  const { store } = workspace;
  const referralIds = await readyForGoogle(store, 1, flag);
  const order = { recipientId: google, referralIds };
  const [batch] = await createBatches(store, referrer, order, { idempotencyKey: freshKey() });
  const batchId = batch?.batchId ?? '';
  expect(await buildBatch({ store, organisation, signingKey, log: silentLogger() }, batchId)).toBe('BUILT');
  return { batchId, referralId: referralIds[0] ?? '' };
};
const request = (batchId: string, to = destination) =>
  requestDelivery(workspace.store, referrer, { batchId, destination: to });
const requested = async (flag: Partial<FlagInput> = {}) => {
  const batch = await built(flag);
  await request(batch.batchId);
  return batch;
};
const makeDue = (batchId: string) =>
  workspace.store.db
    .update(batches)
    .set({ deliveryDueAt: new Date() })
    .where(and(eq(batches.id, batchId), eq(batches.deliveryState, 'WAITING')));
const begin = async (batchId: string) => {
  await makeDue(batchId);
  const attempt = await beginAttempt(workspace.store, batchId, organisation.name);
  if (!attempt) throw new Error('An attempt was expected');
  return attempt;
};
const openReportOf = async (batchId: string) => {
  const [batch] = await workspace.store.db.select().from(batches).where(eq(batches.id, batchId));
  return batch?.deliveryOpenReport ?? null;
};
const recorded = async (batchId: string, verb: AuditVerb) =>
  (
    await workspace.store.db
      .select({ details: audit.details })
      .from(audit)
      .where(and(eq(audit.subjectId, batchId), eq(audit.verb, verb)))
      .orderBy(asc(audit.sequence))
  ).map(({ details }) => details);

describe('a batch for NCMEC', () => {
  it('is one report, of which the number is on record before it is finished, and only its own file goes', async () => {
    const { batchId, referralId } = await requested();
    expect(await deliver(batchId)).toBe('DELIVERED');
    const [[id = '', xml = ''] = []] = [...protocol.open];
    expect([...protocol.finished]).toEqual([id]);
    expect(xml).toContain(referralId);
    expect(await getBatch(workspace.store, batchId)).toMatchObject({
      state: 'SENT',
      delivery: { state: 'DELIVERED', reference: id, destination },
    });
    expect(await recorded(batchId, 'DELIVERY_REPORT_OPENED')).toEqual([
      { transport: 'NCMEC', destination, attempt: 1, reportId: id },
    ]);
    expect(await recorded(batchId, 'DELIVERY_ATTEMPTED')).toMatchObject([
      { files: [{ name: 'cybertipline-1.xml' }] },
    ]);
  });

  it('is finished by the next attempt after one that broke off in between, and not opened twice', async () => {
    const { batchId } = await requested();
    protocol.refuseNext('finish', 1000);
    expect(await deliver(batchId)).toBe('DUE_AGAIN');
    await makeDue(batchId);
    expect(await deliver(batchId)).toBe('DELIVERED');
    expect(protocol.open.size).toBe(1);
    expect(protocol.finished.size).toBe(1);
  });

  it('is opened anew where the number could not be put on record: what nobody finishes lapses at NCMEC', async () => {
    const { batchId } = await requested();
    const owner = new Client({ connectionString: workspace.database.ownerUrl });
    await owner.connect();
    await owner.query(
      'alter table batches add constraint full_up check (delivery_open_report is null) not valid',
    );
    await expect(deliver(batchId)).rejects.toThrow();
    await owner.query('alter table batches drop constraint full_up');
    await owner.end();
    expect([protocol.open.size, protocol.finished.size]).toEqual([1, 0]);
    expect(await getBatch(workspace.store, batchId)).toMatchObject({ delivery: { mayHaveArrived: true } });
    await makeDue(batchId);
    expect(await deliver(batchId)).toBe('DELIVERED');
    expect([...protocol.finished]).toEqual([[...protocol.open.keys()][1]]);
  });

  it('goes to no server for trying: delivering is refused, and what waits is given up before anything is sent', async () => {
    const { batchId } = await built();
    const late = await requested();
    await reach({ kind: 'NCMEC', environment: 'TEST' });
    await expect(request(batchId, trial)).rejects.toMatchObject({
      slug: 'conflict',
      errors: [{ code: 'trial_server' }],
    });
    expect(await getBatch(workspace.store, batchId)).toMatchObject({ state: 'BUILT', delivery: null });
    // As an earlier version let it be asked for.
    await workspace.store.db
      .update(batches)
      .set({ deliveryTarget: { kind: 'NCMEC', environment: 'TEST' } })
      .where(eq(batches.id, late.batchId));
    expect(await deliver(late.batchId)).toBe('NOTHING_TO_DO');
    expect(await getBatch(workspace.store, late.batchId)).toMatchObject({
      state: 'BUILT',
      delivery: { state: 'GIVEN_UP', lastError: 'TRIAL_SERVER', mayHaveArrived: false },
    });
    expect(protocol.open.size).toBe(0);
    await reach({ kind: 'NCMEC', environment: 'LIVE' });
  });

  it('is refused where there is no file for NCMEC: a category without a type of incident, or built for others', async () => {
    const ofPerson = await built({ category: 'SELF_GENERATED' });
    await reach({ kind: 'DOWNLOAD' }, ['csv']);
    const before = await built();
    await reach({ kind: 'NCMEC', environment: 'LIVE' });
    for (const { batchId } of [ofPerson, before]) {
      await expect(request(batchId)).rejects.toMatchObject({
        slug: 'conflict',
        errors: [{ code: 'no_ncmec_file' }],
      });
      expect(await getBatch(workspace.store, batchId)).toMatchObject({ state: 'BUILT', delivery: null });
    }
  });

  it('puts no marking on record, since none goes', async () => {
    const { batchId } = await requested();
    await deliver(batchId);
    for (const verb of ['DELIVERY_REQUESTED', 'DELIVERY_ATTEMPTED'] as const) {
      const [details] = await recorded(batchId, verb);
      expect(details).toMatchObject({ transport: 'NCMEC' });
      expect(details).not.toHaveProperty('tlp');
    }
  });

  it('is finished by the newest attempt only: an older one cannot note its number, and what it opened lapses', async () => {
    const { batchId } = await requested();
    const [older, newest] = [await begin(batchId), await begin(batchId)];
    await expect(keepOpenReport(workspace.store, older, '1')).rejects.toThrow('Another attempt');
    await keepOpenReport(workspace.store, newest, '2');
    for (const attempt of [older, newest])
      await expect(keepOpenReport(workspace.store, attempt, '3')).rejects.toThrow('Another attempt');
    expect(await openReportOf(batchId)).toMatchObject({ id: '2' });
    const gone = { finishAnswer: 5001, retractAnswer: null, gone: true };
    await giveUpOpenReport(workspace.store, older, { reportId: '2', ...gone });
    expect(await openReportOf(batchId)).toMatchObject({ id: '2' });
    await giveUpOpenReport(workspace.store, newest, { reportId: '1', ...gone });
    expect(await openReportOf(batchId)).toMatchObject({ id: '2' });
    await giveUpOpenReport(workspace.store, newest, { reportId: '2', ...gone });
    expect(await openReportOf(batchId)).toBeNull();
  });

  it('says on record why a report was given up, and what NCMEC answered when it was taken back', async () => {
    const { batchId } = await requested();
    protocol.refuseNext('finish', 4000);
    expect(await deliver(batchId)).toBe('GIVEN_UP');
    const [reportId = ''] = protocol.retracted;
    expect(await recorded(batchId, 'DELIVERY_REPORT_OPENED')).toHaveLength(1);
    expect(await recorded(batchId, 'DELIVERY_REPORT_GIVEN_UP')).toEqual([
      {
        transport: 'NCMEC',
        destination,
        attempt: 1,
        reportId,
        finishAnswer: 4000,
        retractAnswer: 0,
        gone: true,
      },
    ]);
    expect(await openReportOf(batchId)).toBeNull();
  });

  it('cannot be corrected or taken back there: the person is told to tell NCMEC by hand', async () => {
    const { batchId, referralId } = await requested();
    await deliver(batchId);
    const other = await addPerson(workspace.store, ['referrer']);
    const words = { relation: 'RETRACTION' as const, reason: 'It was a campaign', confirmedPersonalData: [] };
    await expect(writeCorrection(workspace.store, other, { referralId, ...words })).rejects.toMatchObject({
      errors: [{ code: 'no_format' }],
    });
  });

  it('is not opened by who knows another destination: a report of the test server is not finished at the real one', async () => {
    const { batchId } = await requested();
    const openedAt = new Date().toISOString();
    await workspace.store.db
      .update(batches)
      .set({ deliveryOpenReport: { id: '1', openedAt, destination: trial } })
      .where(eq(batches.id, batchId));
    expect(await deliver(batchId)).toBe('DELIVERED');
    expect([...protocol.finished]).toEqual([...protocol.open.keys()]);
  });
});
