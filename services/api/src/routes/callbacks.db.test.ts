import { createHmac } from 'node:crypto';
import { OutcomeFileRecorded, Problem, type RecipientInput } from '@lapwing/contracts';
import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { getBatch } from '@lapwing/store/batches/get-batch';
import { markBatchSent } from '@lapwing/store/batches/mark-batch-sent';
import { openEscalation } from '@lapwing/store/escalations/open-escalation';
import { assignTrayLine } from '@lapwing/store/outcomes/assign-tray-line';
import { listTray } from '@lapwing/store/outcomes/list-tray';
import { changeRecipient } from '@lapwing/store/recipients/change-recipient';
import { createRecipient } from '@lapwing/store/recipients/create-recipient';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { listRecipients } from '@lapwing/store/recipients/list-recipients';
import { readyMadeRecipients } from '@lapwing/store/recipients/ready-made-recipients';
import { getTimeline } from '@lapwing/store/referrals/get-timeline';
import { callbacks, outcomes, recipients } from '@lapwing/store/schema/index';
import type { Actor } from '@lapwing/store/store';
import { deliverByWebhook, WEBHOOK_URL } from '@lapwing/store/testing/deliver-by-webhook';
import { recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { sentToGoogle } from '@lapwing/store/testing/sent-referrals';
import { urgentBatch } from '@lapwing/store/testing/urgent-batch';
import { addPerson } from '@lapwing/store/testing/workspace';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../testing/open-test-api.ts';

let test: TestApi;
let referrer: Actor;
let admin: Actor;
let google: string;
let meta: string;
let secretless: string;
let secrets: Map<string, string>;
beforeAll(async () => {
  test = await openTestApi();
  await ensureReadyMadeRecipients(test.store);
  referrer = await addPerson(test.store, ['referrer']);
  admin = await addPerson(test.store, ['admin']);
  [google, meta] = [await recipientBySlug(test.store, 'google'), await recipientBySlug(test.store, 'meta')];
  const [model] = readyMadeRecipients;
  if (!model) throw new Error('There are no ready-made recipients');
  const another = { ...model, slug: 'another', name: 'Another desk', active: false };
  secretless = (await createRecipient(test.store, admin, another)).recipientId;
  secrets = new Map();
  for (const id of [google, meta])
    secrets.set(id, await deliverByWebhook(test.store, id, WEBHOOK_URL, { takesCalls: true }));
});
afterAll(() => test.close());

/** Signed by hand after the specification, not by the library that checks it. */
const signed = (secret: string, id: string, timestamp: string, body: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')}`;

interface Call {
  to?: string;
  by?: string;
  id?: string;
  at?: Date;
  body?: string;
  headers?: Record<string, string>;
}
const call = async ({
  to = google,
  by = to,
  id = crypto.randomUUID(),
  at = new Date(),
  body = '',
  headers,
}: Call) => {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const response = await test.api.app.request(`/v1/callbacks/${to}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signed(secrets.get(by) ?? 'whsec_AAAA', id, timestamp, body),
      ...headers,
    },
    body,
  });
  return { status: response.status, answer: await response.json() };
};
const bodyOf = (...said: unknown[]) =>
  JSON.stringify({
    type: 'lapwing.outcomes',
    timestamp: new Date(Date.now() - 60_000).toISOString(),
    data: { outcomes: said },
  });
const settingsOf = async (recipientId: string): Promise<RecipientInput> => {
  const found = (await listRecipients(test.store)).find((one) => one.recipientId === recipientId);
  if (!found) throw new Error('There is no such recipient');
  const { slug, name, active, configuration } = found;
  return { slug, name, active, configuration };
};
const withSettings = (
  input: RecipientInput,
  settings: Partial<RecipientInput['configuration']>,
): RecipientInput => ({ ...input, configuration: { ...input.configuration, ...settings } });
const changeGoogle = async (input: RecipientInput) => {
  const version = (await listRecipients(test.store)).find((one) => one.recipientId === google)?.version ?? 0;
  await changeRecipient(test.store, admin, { recipientId: google, version, input });
};
const sentOne = async () => (await sentToGoogle(test.store, referrer, 1))[0] ?? '';
const eventsOf = async (referralId: string) => (await getTimeline(test.store, referralId)).events;
const outcomeCount = () => test.store.db.$count(outcomes);

describe('a call of a recipient', () => {
  it('records what it says where there is no doubt, by nobody, with its own number', async () => {
    const referralId = await sentOne();
    const { status, answer } = await call({
      body: bodyOf({ referralId, outcome: 'REMOVED', reference: 'CASE-9', note: 'Policy 4' }),
    });
    expect([status, OutcomeFileRecorded.parse(answer)]).toEqual([
      200,
      { recorded: 1, waiting: 0, already: 0 },
    ]);
    const events = await eventsOf(referralId);
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'OUTCOME',
        outcome: 'REMOVED',
        source: 'RECIPIENT_REPLY',
        by: null,
        note: 'Policy 4',
      }),
    );
    expect(events).toContainEqual(expect.objectContaining({ kind: 'RECEIVED', ticket: 'CASE-9' }));
    // Known by that number from now on.
    const again = await call({ body: bodyOf({ reference: 'CASE-9', outcome: 'ACCOUNT_DISABLED' }) });
    expect(again.answer).toMatchObject({ recorded: 1 });
  });

  it('again, under the same id, gets the same answer and changes nothing; with another body it is refused', async () => {
    const body = bodyOf({ referralId: await sentOne(), outcome: 'RESTRICTED' });
    const first = await call({ id: 'msg_1', body });
    const count = await outcomeCount();
    expect(await call({ id: 'msg_1', body })).toEqual(first);
    const other = await call({
      id: 'msg_1',
      body: bodyOf({ referralId: await sentOne(), outcome: 'REMOVED' }),
    });
    expect([other.status, other.answer]).toMatchObject([409, { slug: 'idempotency-key-reused' }]);
    expect(await outcomeCount()).toBe(count);
    // The same id of another recipient is another call.
    const unknown = { referralId: crypto.randomUUID(), outcome: 'REMOVED' };
    expect((await call({ to: meta, id: 'msg_1', body: bodyOf(unknown) })).status).toBe(200);
  });

  it('about what is unknown, or of another recipient, lies in the tray and is told apart by nothing', async () => {
    const ofGoogle = await sentOne();
    const count = await outcomeCount();
    const answers = [];
    for (const referralId of [crypto.randomUUID(), ofGoogle])
      answers.push(await call({ to: meta, body: bodyOf({ referralId, outcome: 'REMOVED' }) }));
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual({ status: 200, answer: { recorded: 0, waiting: 1, already: 0 } });
    expect(await outcomeCount()).toBe(count);
    const { lines } = await listTray(test.store, { limit: 50, recipientId: meta });
    expect(lines.at(-1)).toMatchObject({
      source: 'CALLBACK',
      reason: 'UNMATCHED',
      reference: ofGoogle,
      kind: 'REMOVED',
      candidates: [],
      reply: null,
    });
  });

  it('does not end the escalation of imminent danger: a program answers for nobody', async () => {
    const { batchId, referralId } = await urgentBatch(test.store, referrer);
    await finishBatch(test.store, batchId, []);
    await markBatchSent(test.store, referrer, { batchId, sentAt: new Date().toISOString() });
    await openEscalation(test.store, batchId, new Date(Date.now() + 3_600_000));
    const { recipientId, escalations } = await getBatch(test.store, batchId);
    expect(escalations).toHaveLength(1);
    const { answer } = await call({ to: recipientId, body: bodyOf({ referralId, outcome: 'ACKNOWLEDGED' }) });
    expect(answer).toMatchObject({ recorded: 1 });
    expect((await getBatch(test.store, batchId)).escalations).toMatchObject([{ state: 'OPEN' }]);
  });

  it('does not end it through the tray either', async () => {
    const { batchId, referralId } = await urgentBatch(test.store, referrer);
    await finishBatch(test.store, batchId, []);
    await markBatchSent(test.store, referrer, { batchId, sentAt: new Date().toISOString() });
    await openEscalation(test.store, batchId, new Date(Date.now() + 3_600_000));
    const { recipientId } = await getBatch(test.store, batchId);
    const unknown = { referralId: crypto.randomUUID(), outcome: 'ACKNOWLEDGED' };
    expect((await call({ to: recipientId, body: bodyOf(unknown) })).answer).toMatchObject({ waiting: 1 });
    const line = (await listTray(test.store, { limit: 50, recipientId })).lines.at(-1);
    expect(line?.reference).toBe(unknown.referralId);
    await assignTrayLine(test.store, referrer, { lineId: line?.lineId ?? '', referralIds: [referralId] });
    expect((await getTimeline(test.store, referralId)).events).toContainEqual(
      expect.objectContaining({ kind: 'OUTCOME', outcome: 'ACKNOWLEDGED' }),
    );
    expect((await getBatch(test.store, batchId)).escalations).toMatchObject([{ state: 'OPEN' }]);
  });

  it.each([
    ['what happens in the future', { outcome: 'REMOVED', observedAt: '2999-01-01T00:00:00Z' }, 'observedAt'],
    ['a word that is none of the codes', { outcome: 'GONE' }, 'outcome'],
    ['no response, which it cannot say', { outcome: 'NO_RESPONSE' }, 'outcome'],
    ['a field that nobody knows', { outcome: 'REMOVED', person: 'x' }, 'person'],
    ['media in a note', { outcome: 'REMOVED', note: 'data:image/png;base64,iVBORw0KGgo=' }, 'note'],
  ])('with %s is refused at its field, and nothing of it is recorded', async (_what, wrong, field) => {
    const referralId = await sentOne();
    const count = await outcomeCount();
    const body = bodyOf({ referralId, outcome: 'REMOVED' }, { referralId, ...wrong });
    const { status, answer } = await call({ body });
    expect([status, answer]).toMatchObject([422, { errors: [{ pointer: `/data/outcomes/1/${field}` }] }]);
    expect(await outcomeCount()).toBe(count);
  });

  it('that is about nothing, or is not one of these calls, is refused at its field', async () => {
    expect((await call({ body: bodyOf({ outcome: 'REMOVED' }) })).answer).toMatchObject({
      errors: [{ pointer: '/data/outcomes/0/referralId' }],
    });
    // Our own webhook, sent back to us with its signature.
    const reflected = JSON.stringify({
      type: 'lapwing.batch',
      timestamp: new Date().toISOString(),
      data: {},
    });
    expect((await call({ body: reflected })).status).toBe(422);
    expect((await call({ body: 'no JSON' })).answer).toMatchObject({ slug: 'malformed-json' });
  });
});

describe('a call that the recipient did not sign', () => {
  it.each<[string, (body: string) => Promise<{ status: number; answer: unknown }>]>([
    ['by another recipient', (body) => call({ by: meta, body })],
    ['more than five minutes ago', (body) => call({ at: new Date(Date.now() - 301_000), body })],
    ['of a time to come', (body) => call({ at: new Date(Date.now() + 400_000), body })],
    ['not at all', (body) => call({ body, headers: { 'webhook-signature': '' } })],
    ['with something else', (body) => call({ body, headers: { 'webhook-signature': 'v1,AAAA v2,BBBB' } })],
    ['under another id', (body) => call({ body, headers: { 'webhook-id': 'another' } })],
    [
      'at another time',
      (body) => call({ body, headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 9) } }),
    ],
    ['to nobody', (body) => call({ to: crypto.randomUUID(), by: google, body })],
    ['to a recipient without a secret', (body) => call({ to: secretless, by: google, body })],
    ['to no id', (body) => call({ to: 'x', by: google, body })],
    ['that is no JSON', () => call({ by: meta, body: 'no JSON' })],
    ['that has no schema', () => call({ by: meta, body: '{}' })],
    ['with an id without end', (body) => call({ id: 'x'.repeat(201), body })],
  ])('%s is told that and nothing else, and nothing changes', async (_how, attempt) => {
    const body = bodyOf({ referralId: await sentOne(), outcome: 'REMOVED' });
    const [count, calls] = [await outcomeCount(), await test.store.db.$count(callbacks)];
    const { status, answer } = await attempt(body);
    expect(status).toBe(401);
    const { requestId: _id, instance: _instance, type: _type, ...told } = Problem.parse(answer);
    expect(told).toEqual({
      slug: 'unauthenticated',
      title: expect.any(String),
      status: 401,
      detail: 'The signature of this call does not hold',
    });
    expect([await outcomeCount(), await test.store.db.$count(callbacks)]).toEqual([count, calls]);
  });

  it.each<[string, (input: RecipientInput) => RecipientInput, boolean]>([
    ['nobody switched its calls on', (input) => withSettings(input, { takesCalls: false }), true],
    [
      'gets its batches in another way',
      (input) => withSettings(input, { takesCalls: false, transport: { kind: 'DOWNLOAD' } }),
      false,
    ],
  ])('is told the same where %s', async (_why, change, keepsSecret) => {
    const referralId = await sentOne();
    const body = bodyOf({ referralId, outcome: 'REMOVED' });
    const before = await settingsOf(google);
    await changeGoogle(change(before));
    const count = await outcomeCount();
    const { status, answer } = await call({ body });
    expect([status, answer]).toMatchObject([401, { detail: 'The signature of this call does not hold' }]);
    expect(await outcomeCount()).toBe(count);
    const view = (await listRecipients(test.store)).find((one) => one.recipientId === google);
    expect(view?.webhookSecretAt !== null).toBe(keepsSecret);
    // A secret that was forgotten does not come back with the webhook.
    await changeGoogle(before);
    expect((await call({ body })).status).toBe(keepsSecret ? 200 : 401);
    if (!keepsSecret)
      secrets.set(google, await deliverByWebhook(test.store, google, WEBHOOK_URL, { takesCalls: true }));
  });

  it('is told the same where it is not active', async () => {
    const [model] = readyMadeRecipients;
    if (!model) throw new Error('There are no ready-made recipients');
    const input = { ...model, slug: 'inactive', name: 'Inactive desk', active: false };
    const { recipientId } = await createRecipient(test.store, admin, input);
    secrets.set(
      recipientId,
      await deliverByWebhook(test.store, recipientId, WEBHOOK_URL, { takesCalls: true }),
    );
    const body = bodyOf({ referralId: crypto.randomUUID(), outcome: 'REMOVED' });
    expect((await call({ to: recipientId, body })).status).toBe(401);
    // Past the settings, which allow one active recipient of a platform.
    const own = eq(recipients.id, recipientId);
    await test.store.db.update(recipients).set({ active: true }).where(own);
    expect((await call({ to: recipientId, body })).status).toBe(200);
    await test.store.db.update(recipients).set({ active: false }).where(own);
  });

  it('is refused before it is read where it is too large', async () => {
    expect((await call({ by: meta, body: `"${'x'.repeat(70_000)}"` })).status).toBe(413);
  });

  it('too often is refused for a while, whoever it is', async () => {
    let last = 0;
    for (let attempt = 0; attempt < 150 && last !== 429; attempt += 1)
      last = (await call({ by: meta, body: '{}' })).status;
    expect(last).toBe(429);
  });
});
