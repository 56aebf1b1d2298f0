import { generateKeyPairSync } from 'node:crypto';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { getBatch } from '@lapwing/store/batches/get-batch';
import { writeCorrection } from '@lapwing/store/corrections/write-correction';
import { keepOpenReport } from '@lapwing/store/deliveries/keep-open-report';
import { requestDelivery } from '@lapwing/store/deliveries/request-delivery';
import { silentLogger } from '@lapwing/store/logging';
import { changeRecipient } from '@lapwing/store/recipients/change-recipient';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { listRecipients } from '@lapwing/store/recipients/list-recipients';
import { audit, batches } from '@lapwing/store/schema/index';
import type { Actor } from '@lapwing/store/store';
import { readyForGoogle } from '@lapwing/store/testing/ready-referrals';
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
const destination = 'https://exttest.cybertip.org/ispws/submit';
const signingKey = generateKeyPairSync('ed25519').privateKey;

let workspace: TestWorkspace;
let referrer: Actor;
let google: string;
let desk: Desk;
let protocol: ReturnType<typeof ncmecProtocol>;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  const { store } = workspace;
  const admin = await addPerson(store, ['admin']);
  referrer = await addPerson(store, ['referrer']);
  await ensureReadyMadeRecipients(store);
  const recipient = (await listRecipients(store)).find(({ slug }) => slug === 'google');
  if (!recipient) throw new Error('Google is missing');
  const { recipientId, version, slug, name, active, configuration } = recipient;
  google = recipientId;
  await changeRecipient(store, admin, {
    recipientId,
    version,
    input: {
      slug,
      name,
      active,
      configuration: {
        ...configuration,
        formats: ['ncmec', 'csv'],
        transport: { kind: 'NCMEC', environment: 'TEST' },
        maximumReferrals: 1,
      },
    },
  });
  desk = await openHttpsDesk({
    host: 'ncmec.platform.example',
    target: () => ({ kind: 'NCMEC', environment: 'TEST' }),
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
const requested = async () => {
  const { store } = workspace;
  const referralIds = await readyForGoogle(store, 1);
  const order = { recipientId: google, referralIds };
  const [batch] = await createBatches(store, referrer, order, { idempotencyKey: freshKey() });
  const batchId = batch?.batchId ?? '';
  expect(await buildBatch({ store, organisation, signingKey, log: silentLogger() }, batchId)).toBe('BUILT');
  await requestDelivery(store, referrer, { batchId, destination });
  return { batchId, referralId: referralIds[0] ?? '' };
};
const makeDue = (batchId: string) =>
  workspace.store.db
    .update(batches)
    .set({ deliveryDueAt: new Date() })
    .where(and(eq(batches.id, batchId), eq(batches.deliveryState, 'WAITING')));
const recorded = async (batchId: string, verb: 'DELIVERY_ATTEMPTED' | 'DELIVERY_REPORT_OPENED') =>
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
    const elsewhere = {
      batchId,
      attempt: 1,
      actor: referrer,
      target: { kind: 'NCMEC' as const, environment: 'LIVE' as const },
      destination: 'https://report.cybertip.org/ispws/submit',
    };
    await keepOpenReport(workspace.store, elsewhere, '1');
    expect(await deliver(batchId)).toBe('DELIVERED');
    expect([...protocol.finished]).toEqual([...protocol.open.keys()]);
  });
});
