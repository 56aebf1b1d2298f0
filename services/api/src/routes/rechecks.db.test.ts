import { RecheckPage, RecheckRecorded } from '@lapwing/contracts';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { markBatchSent } from '@lapwing/store/batches/mark-batch-sent';
import { pairExtension } from '@lapwing/store/identity/issue-credential';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { referrals } from '@lapwing/store/schema/referrals';
import { flaggerOf, readyForGoogle, recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { addPerson, freshKey } from '@lapwing/store/testing/workspace';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../testing/open-test-api.ts';

let test: TestApi;
let referralId: string;
let token: string;
beforeAll(async () => {
  test = await openTestApi();
  const { store } = test;
  await ensureReadyMadeRecipients(store);
  [referralId = ''] = await readyForGoogle(store, 1);
  const referrer = await addPerson(store, ['referrer']);
  const recipientId = await recipientBySlug(store, 'google');
  const [batch] = await createBatches(store, referrer, { recipientId }, { idempotencyKey: freshKey() });
  const batchId = batch?.batchId ?? '';
  await finishBatch(store, batchId, []);
  await markBatchSent(store, referrer, { batchId, sentAt: new Date().toISOString() });
  const due = { recheckDueAt: new Date(Date.now() - 1_000) };
  await store.db.update(referrals).set(due).where(eq(referrals.id, referralId));
  const analyst = await flaggerOf(store, referralId);
  ({ token } = await pairExtension(store, analyst, { label: 'A browser', origin: null }));
});
afterAll(() => test.close());

const look = (body: Record<string, unknown>, id = referralId) =>
  test.ask('POST', `/v1/rechecks/${id}`, { token, body });
const due = async () => RecheckPage.parse(await (await test.ask('GET', '/v1/rechecks', { token })).json());
const now = () => new Date().toISOString();

describe('re-checks', () => {
  it.each([
    ['an unknown finding', { seen: 'MOVED', at: now(), key: freshKey() }, '/seen'],
    ['no key', { seen: 'GONE', at: now() }, '/key'],
    ['a time that is none', { seen: 'GONE', at: 'today', key: freshKey() }, '/at'],
    ['a time in the future', { seen: 'GONE', at: '2999-01-01T00:00:00Z', key: freshKey() }, '/at'],
    ['a picture of it', { seen: 'GONE', at: now(), key: freshKey(), url: 'x' }, '/url'],
  ])('are refused with %s', async (_what, body, pointer) => {
    const response = await look(body);
    expect([response.status, await response.json()]).toMatchObject([422, { errors: [{ pointer }] }]);
    expect((await due()).rechecks).toHaveLength(1);
  });

  it('are refused of what is not hers', async () => {
    const body = { seen: 'GONE', at: now(), key: freshKey() };
    expect((await look(body, '00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await look(body, 'made-up')).status).toBe(422);
  });

  it('are listed to the extension of who flagged, and recorded once', async () => {
    expect((await due()).rechecks).toMatchObject([{ referralId, platform: 'YOUTUBE', category: 'GROOMING' }]);
    const body = { seen: 'GONE', at: now(), key: freshKey() };
    const first = await look(body);
    expect(first.status).toBe(201);
    const recorded = RecheckRecorded.parse(await first.json());
    expect(recorded).toMatchObject({ finding: 'GONE', outcome: { kind: 'REMOVED' } });
    expect(await (await look(body)).json()).toEqual(recorded);
    const reused = await look({ ...body, seen: 'STILL_THERE' });
    expect(await reused.json()).toMatchObject({ status: 409, slug: 'idempotency-key-reused' });
    const after = await due();
    expect(after).toMatchObject({ rechecks: [], nextDueAt: recorded.nextDueAt });
  });
});
