import { createHash } from 'node:crypto';
import { type DeliveryError, deliveryErrors, meaningOfDeliveryError } from '@lapwing/contracts';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batchWorksheet } from '../batches/batch-worksheet.ts';
import { cancelBatch } from '../batches/cancel-batch.ts';
import { createBatches } from '../batches/create-batches.ts';
import { finishBatch } from '../batches/finish-batch.ts';
import { getBatch } from '../batches/get-batch.ts';
import { markBatchSent } from '../batches/mark-batch-sent.ts';
import { withBatchLock } from '../batches/with-batch-lock.ts';
import { listDeadLetters } from '../dead-letters/list-dead-letters.ts';
import { retryDeadLetter } from '../dead-letters/retry-dead-letter.ts';
import { recordLawEnforcement } from '../items/record-law-enforcement.ts';
import { changeRecipient } from '../recipients/change-recipient.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { listRecipients } from '../recipients/list-recipients.ts';
import { readPublicKey } from '../recipients/read-public-key.ts';
import { audit, batches, deadLetters, deliveries, items, recipients, referrals } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { deliverAsReport, REPORT_URL } from '../testing/deliver-as-report.ts';
import { deliverByWebhook, WEBHOOK_URL } from '../testing/deliver-by-webhook.ts';
import { makeKeyPair } from '../testing/openpgp-keys.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { beginAttempt } from './begin-attempt.ts';
import { dueDeliveries } from './due-deliveries.ts';
import { FAILURES_TO_PAUSE, failAttempt } from './fail-attempt.ts';
import { MOST_DELIVERY_ATTEMPTS } from './next-attempt.ts';
import { recordArrival } from './record-arrival.ts';
import { requestDelivery } from './request-delivery.ts';
import { setRecipientToken } from './set-recipient-token.ts';
import { stopDelivery } from './stop-delivery.ts';
import { withdrawDelivery } from './withdraw-delivery.ts';

let workspace: TestWorkspace;
let referrer: Actor;
let google: string;
let secret: string;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  await ensureReadyMadeRecipients(workspace.store);
  google = await recipientBySlug(workspace.store, 'google');
});
afterAll(() => workspace.close());
beforeEach(async () => {
  const { db } = workspace.store;
  await db.update(referrals).set({ state: 'WITHDRAWN' }).where(eq(referrals.state, 'READY'));
  await db
    .update(batches)
    .set({ deliveryState: 'GIVEN_UP', deliveryDueAt: null })
    .where(eq(batches.deliveryState, 'WAITING'));
  secret = await deliverByWebhook(workspace.store, google);
});

const builtBatch = async (flag: Parameters<typeof readyForGoogle>[2] = {}): Promise<string> => {
  const referralIds = await readyForGoogle(workspace.store, 1, flag);
  const input = { recipientId: google, referralIds };
  const [batch] = await createBatches(workspace.store, referrer, input, { idempotencyKey: freshKey() });
  if (!batch) throw new Error('A batch was expected');
  await finishBatch(workspace.store, batch.batchId, []);
  return batch.batchId;
};
const request = (batchId: string, destination = WEBHOOK_URL) =>
  requestDelivery(workspace.store, referrer, { batchId, destination });
const requestedBatch = async (): Promise<string> => {
  const batchId = await builtBatch();
  await request(batchId);
  return batchId;
};
const makeDue = (batchId: string) =>
  workspace.store.db
    .update(batches)
    .set({ deliveryDueAt: new Date() })
    .where(and(eq(batches.id, batchId), eq(batches.deliveryState, 'WAITING')));
const begin = async (batchId: string) => {
  const attempt = await beginAttempt(workspace.store, batchId, 'Plover Foundation');
  if (!attempt) throw new Error('An attempt was expected');
  return attempt;
};
/** One attempt that fails. */
const failOnce = async (batchId: string, error: DeliveryError, retryAfterMs: number | null = null) => {
  await makeDue(batchId);
  return failAttempt(workspace.store, await begin(batchId), { error, status: null, retryAfterMs });
};
const deliveryOf = async (batchId: string) => (await getBatch(workspace.store, batchId)).delivery;
const recorded = (batchId: string) =>
  workspace.store.db
    .select({ verb: audit.verb, actorId: audit.actorId, details: audit.details })
    .from(audit)
    .where(and(eq(audit.subjectKind, 'batch'), eq(audit.subjectId, batchId)))
    .orderBy(asc(audit.sequence));
const verbsOf = async (batchId: string) => (await recorded(batchId)).map(({ verb }) => verb);
const openLetters = (batchId: string) =>
  workspace.store.db
    .select()
    .from(deadLetters)
    .where(and(eq(deadLetters.subjectId, batchId), isNull(deadLetters.resolvedAt)));
/** Since the batch was made somebody flagged danger. */
const nameDanger = async (batchId: string) => {
  const [row] = await workspace.store.db.select().from(referrals).where(eq(referrals.batchId, batchId));
  await workspace.store.db
    .update(items)
    .set({ imminentBases: ['LIVE_NOW'] })
    .where(eq(items.id, row?.itemId ?? ''));
  return row?.itemId ?? '';
};

describe('requestDelivery', () => {
  it('sets a built batch due, in the name of who asked and to where she agreed that it goes', async () => {
    const batchId = await builtBatch();
    expect(await getBatch(workspace.store, batchId)).toMatchObject({
      deliversTo: { transport: 'WEBHOOK', destination: WEBHOOK_URL },
      delivery: null,
      tlp: 'TLP:AMBER',
    });
    const view = await request(batchId);
    expect(view).toMatchObject({
      state: 'BUILT',
      delivery: { state: 'WAITING', destination: WEBHOOK_URL, attempts: 0, lastError: null },
    });
    expect(await dueDeliveries(workspace.store)).toEqual([{ batchId, recipientId: google, imminent: false }]);
    expect((await recorded(batchId)).at(-1)).toMatchObject({
      verb: 'DELIVERY_REQUESTED',
      actorId: referrer.personId,
      details: { transport: 'WEBHOOK', destination: WEBHOOK_URL, tlp: 'AMBER', again: false },
    });
    await expect(request(batchId)).rejects.toThrow('REQUEST is not possible in state WAITING');
  });

  it('refuses a destination that the recipient does not have any more, and points at it', async () => {
    const batchId = await builtBatch();
    await deliverByWebhook(workspace.store, google, 'https://moved.platform.example/in');
    await expect(request(batchId)).rejects.toMatchObject({
      slug: 'stale',
      errors: [{ pointer: '/destination' }],
    });
    expect(await deliveryOf(batchId)).toBeNull();
    // Also another path on the same host, where somebody else may listen.
    await deliverByWebhook(workspace.store, google, 'https://moved.platform.example/other');
    await expect(request(batchId, 'https://moved.platform.example/in')).rejects.toMatchObject({
      slug: 'stale',
    });
    await deliverByWebhook(workspace.store, google, 'https://moved.platform.example/in');
    expect(await request(batchId, 'https://moved.platform.example/in')).toMatchObject({
      delivery: { state: 'WAITING' },
    });
  });

  it('refuses a recipient that a person sends to, one without a secret, and one that is switched off', async () => {
    const batchId = await builtBatch();
    const google_ = (await listRecipients(workspace.store)).find(({ recipientId }) => recipientId === google);
    if (!google_) throw new Error('Google is missing');
    const { slug, name, configuration, version } = google_;
    await changeRecipient(workspace.store, referrer, {
      recipientId: google,
      version,
      input: { slug, name, active: false, configuration },
    });
    await expect(request(batchId)).rejects.toMatchObject({
      slug: 'conflict',
      errors: [{ pointer: '', code: 'closed' }],
    });
    await changeRecipient(workspace.store, referrer, {
      recipientId: google,
      version: version + 1,
      input: {
        slug,
        name,
        active: true,
        configuration: {
          ...configuration,
          transport: { kind: 'DOWNLOAD' },
          // Without somebody to reach, nobody can switch it on again.
          contacts: [{ name: 'Desk', email: 'desk@platform.example', phone: '', web: '', note: '' }],
        },
      },
    });
    await expect(request(batchId)).rejects.toMatchObject({
      slug: 'conflict',
      message: /A person hands over/,
    });
    await deliverByWebhook(workspace.store, google);
    const { db } = workspace.store;
    await db.update(recipients).set({ webhookSecretSealed: null }).where(eq(recipients.id, google));
    await expect(request(batchId)).rejects.toMatchObject({
      slug: 'conflict',
      errors: [{ code: 'no_secret' }],
    });
    expect(await verbsOf(batchId)).not.toContain('DELIVERY_REQUESTED');
  });

  it('refuses what marking as sent refuses: a batch without files, one that was sent, and danger since', async () => {
    const referralIds = await readyForGoogle(workspace.store, 1);
    const input = { recipientId: google, referralIds };
    const [batch] = await createBatches(workspace.store, referrer, input, { idempotencyKey: freshKey() });
    const batchId = batch?.batchId ?? '';
    await expect(request(batchId)).rejects.toThrow('SEND is not possible in state BUILDING');
    await finishBatch(workspace.store, batchId, []);
    const itemId = await nameDanger(batchId);
    await expect(request(batchId)).rejects.toMatchObject({ slug: 'law-enforcement-first' });
    await recordLawEnforcement(workspace.store, referrer, itemId, {
      kind: 'NOTICE',
      agency: 'Child protection police',
      reference: 'P-1',
      notifiedAt: new Date().toISOString(),
    });
    await expect(request(batchId)).rejects.toMatchObject({
      slug: 'conflict',
      errors: [{ code: 'danger_since' }],
    });
    const sent = await builtBatch();
    await markBatchSent(workspace.store, referrer, { batchId: sent, sentAt: new Date().toISOString() });
    await expect(request(sent)).rejects.toThrow('SEND is not possible in state SENT');
  });
});

describe('what is on its way', () => {
  it('is neither cancelled nor marked as sent by hand, and withdrawn only before the first attempt', async () => {
    const batchId = await requestedBatch();
    const sentAt = new Date().toISOString();
    const onItsWay = { slug: 'conflict', errors: [{ code: 'on_its_way' }] };
    await expect(cancelBatch(workspace.store, referrer, batchId)).rejects.toMatchObject(onItsWay);
    await expect(markBatchSent(workspace.store, referrer, { batchId, sentAt })).rejects.toMatchObject(
      onItsWay,
    );
    expect(await withdrawDelivery(workspace.store, referrer, batchId)).toMatchObject({ delivery: null });
    await expect(withdrawDelivery(workspace.store, referrer, batchId)).rejects.toThrow(
      'WITHDRAW is not possible in state NONE',
    );
    await request(batchId);
    await begin(batchId);
    await expect(withdrawDelivery(workspace.store, referrer, batchId)).rejects.toMatchObject({
      slug: 'conflict',
      errors: [{ code: 'may_have_arrived' }],
    });
    expect(await verbsOf(batchId)).toEqual([
      'BATCH_CREATED',
      'BATCH_BUILT',
      'DELIVERY_REQUESTED',
      'DELIVERY_WITHDRAWN',
      'DELIVERY_REQUESTED',
      'DELIVERY_ATTEMPTED',
    ]);
  });

  it('is cancelled or sent by hand by nobody who writes past the verbs either', async () => {
    const batchId = await requestedBatch();
    for (const state of ['CANCELLED', 'SENT'])
      await expect(
        workspace.store.pool.query('update batches set state = $2 where id = $1', [batchId, state]),
      ).rejects.toMatchObject({ code: '23514' });
  });
});

describe('beginAttempt', () => {
  it('gives what is sent and counts the attempt first, and puts on record what leaves', async () => {
    const batchId = await requestedBatch();
    const attempt = await begin(batchId);
    expect(attempt).toMatchObject({
      batchId,
      attempt: 1,
      destination: WEBHOOK_URL,
      secret,
      tlp: 'TLP:AMBER',
    });
    expect(attempt.referralIds).toHaveLength(1);
    expect(await deliveryOf(batchId)).toMatchObject({ attempts: 1, mayHaveArrived: true });
    // Not before a pause is over, also where its end was never recorded.
    expect(await beginAttempt(workspace.store, batchId, 'Plover Foundation')).toBeNull();
    const row = (await recorded(batchId)).at(-1);
    expect(row).toMatchObject({
      verb: 'DELIVERY_ATTEMPTED',
      actorId: referrer.personId,
      details: { destination: WEBHOOK_URL, attempt: 1, tlp: 'AMBER', referralIds: attempt.referralIds },
    });
    expect(JSON.stringify(await recorded(batchId))).not.toContain('whsec_');
  });

  it('gives up where danger was named since it was asked for: rule 6 comes before any attempt', async () => {
    const batchId = await requestedBatch();
    await nameDanger(batchId);
    expect(await beginAttempt(workspace.store, batchId, 'Plover Foundation')).toBeNull();
    expect(await deliveryOf(batchId)).toMatchObject({
      state: 'GIVEN_UP',
      lastError: 'DANGER_SINCE',
      attempts: 0,
      mayHaveArrived: false,
    });
  });

  it('sends nothing more to an address that the recipient does not have any more, and keeps the doubt', async () => {
    const batchId = await requestedBatch();
    await failOnce(batchId, 'TIMED_OUT');
    await deliverByWebhook(workspace.store, google, `${WEBHOOK_URL}/moved`);
    await makeDue(batchId);
    expect(await beginAttempt(workspace.store, batchId, 'Plover Foundation')).toBeNull();
    expect(await deliveryOf(batchId)).toMatchObject({
      state: 'GIVEN_UP',
      lastError: 'RECIPIENT_CHANGED',
      attempts: 1,
      mayHaveArrived: true,
    });
    expect(await openLetters(batchId)).toMatchObject([{ error: 'RECIPIENT_CHANGED' }]);
  });

  it('sends nothing more to a recipient that was switched off', async () => {
    const batchId = await requestedBatch();
    const { db } = workspace.store;
    await db.update(recipients).set({ active: false }).where(eq(recipients.id, google));
    expect(await beginAttempt(workspace.store, batchId, 'Plover Foundation')).toBeNull();
    await db.update(recipients).set({ active: true }).where(eq(recipients.id, google));
    expect(await deliveryOf(batchId)).toMatchObject({
      state: 'GIVEN_UP',
      lastError: 'RECIPIENT_CHANGED',
      attempts: 0,
    });
  });

  it('gives up a batch of which every attempt was cut off', async () => {
    const batchId = await requestedBatch();
    for (let attempt = 1; attempt <= MOST_DELIVERY_ATTEMPTS; attempt += 1) {
      await makeDue(batchId);
      expect((await begin(batchId)).attempt).toBe(attempt);
    }
    await makeDue(batchId);
    expect(await beginAttempt(workspace.store, batchId, 'Plover Foundation')).toBeNull();
    expect(await deliveryOf(batchId)).toMatchObject({ state: 'GIVEN_UP', lastError: 'INTERRUPTED' });
  });

  it('sends without a secret nothing that another key sealed', async () => {
    const batchId = await requestedBatch();
    const { db } = workspace.store;
    await db.update(recipients).set({ webhookSecretSealed: 'v1.AAAA' }).where(eq(recipients.id, google));
    expect(await begin(batchId)).toMatchObject({ secret: null });
  });
});

describe('recordArrival', () => {
  it('sends the batch as a person would have, with what the recipient calls it', async () => {
    const batchId = await requestedBatch();
    const attempt = await begin(batchId);
    expect(await recordArrival(workspace.store, attempt, { reference: 'case-7', status: 202 })).toBe(true);
    expect(await recordArrival(workspace.store, attempt, { reference: 'case-7', status: 202 })).toBe(false);
    const batch = await getBatch(workspace.store, batchId);
    expect(batch).toMatchObject({
      state: 'SENT',
      delivery: { state: 'DELIVERED', reference: 'case-7', nextAttemptAt: null, mayHaveArrived: false },
    });
    expect(batch.referrals.map(({ state }) => state)).toEqual(['SENT']);
    const rows = await workspace.store.db.select().from(deliveries).where(eq(deliveries.batchId, batchId));
    expect(rows).toMatchObject([
      {
        succeeded: true,
        transport: 'WEBHOOK',
        destination: WEBHOOK_URL,
        personId: referrer.personId,
        status: 202,
      },
    ]);
    expect((await recorded(batchId)).at(-1)).toMatchObject({
      verb: 'BATCH_SENT',
      actorId: referrer.personId,
      details: {
        transport: 'WEBHOOK',
        destination: WEBHOOK_URL,
        tlp: 'AMBER',
        referralIds: attempt.referralIds,
      },
    });
  });

  it('holds what arrived for sent, whatever was flagged while it was on its way', async () => {
    const batchId = await requestedBatch();
    const attempt = await begin(batchId);
    await nameDanger(batchId);
    expect(await recordArrival(workspace.store, attempt, { reference: '', status: 200 })).toBe(true);
    expect(await getBatch(workspace.store, batchId)).toMatchObject({ state: 'SENT' });
  });
});

describe('failAttempt', () => {
  it.each(deliveryErrors.map((error) => [error, meaningOfDeliveryError[error]] as const))(
    '%s: %j',
    async (error, { tryAgain, mayHaveArrived }) => {
      const batchId = await requestedBatch();
      expect(await failOnce(batchId, error)).toBe(tryAgain ? 'DUE_AGAIN' : 'GIVEN_UP');
      const delivery = await deliveryOf(batchId);
      expect(delivery).toMatchObject({
        state: tryAgain ? 'WAITING' : 'GIVEN_UP',
        lastError: error,
        mayHaveArrived,
      });
      if (tryAgain) {
        expect(Date.parse(delivery?.nextAttemptAt ?? '')).toBeGreaterThan(Date.now());
        return;
      }
      const [letter] = await openLetters(batchId);
      expect(letter).toMatchObject({ queue: 'deliver-batch', error, attempts: 1 });
      const cancelled = cancelBatch(workspace.store, referrer, batchId);
      if (mayHaveArrived)
        await expect(cancelled).rejects.toMatchObject({ errors: [{ code: 'may_have_arrived' }] });
      else expect(await cancelled).toMatchObject({ state: 'CANCELLED' });
    },
  );

  it('is a dead letter after the last attempt, whose doubt outlives a refusal', async () => {
    const batchId = await requestedBatch();
    expect(await failOnce(batchId, 'TIMED_OUT')).toBe('DUE_AGAIN');
    expect(await failOnce(batchId, 'REFUSED')).toBe('GIVEN_UP');
    // The first attempt may have arrived, whatever the second one was told.
    expect(await deliveryOf(batchId)).toMatchObject({ mayHaveArrived: true });
    await expect(cancelBatch(workspace.store, referrer, batchId)).rejects.toMatchObject({ slug: 'conflict' });
    await expect(
      workspace.store.pool.query("update batches set state = 'CANCELLED' where id = $1", [batchId]),
    ).rejects.toMatchObject({ code: '23514' });
  });

  it('is given up after the last of its attempts', async () => {
    const batchId = await requestedBatch();
    const ends = [];
    for (let attempt = 1; attempt <= MOST_DELIVERY_ATTEMPTS; attempt += 1)
      ends.push(await failOnce(batchId, 'BUSY'));
    expect(ends.at(-1)).toBe('GIVEN_UP');
    expect(new Set(ends.slice(0, -1))).toEqual(new Set(['DUE_AGAIN']));
    const rows = await workspace.store.db.select().from(deliveries).where(eq(deliveries.batchId, batchId));
    expect(rows).toHaveLength(MOST_DELIVERY_ATTEMPTS);
  });

  it('of an older attempt changes nothing', async () => {
    const batchId = await requestedBatch();
    const older = await begin(batchId);
    await makeDue(batchId);
    await begin(batchId);
    const late = { error: 'REFUSED' as const, status: 422, retryAfterMs: null };
    expect(await failAttempt(workspace.store, older, late)).toBe('NOTHING_TO_DO');
    expect(await deliveryOf(batchId)).toMatchObject({ state: 'WAITING', attempts: 2 });
  });
});

describe('a recipient with an OpenPGP key', () => {
  const address = 'desk@platform.example';
  /** Set past the form, where a key that cannot be used is refused when it is saved. */
  const mailTo = async (publicKey: string) => {
    const { db } = workspace.store;
    const [found] = await db.select().from(recipients).where(eq(recipients.id, google));
    if (!found) throw new Error('Google is missing');
    const configuration = {
      ...found.configuration,
      transport: { kind: 'EMAIL' as const, address },
      publicKey,
    };
    await db.update(recipients).set({ configuration }).where(eq(recipients.id, google));
  };
  const fingerprintOf = async (key: string) =>
    (await readPublicKey(key, new Date())).facts?.fingerprint ?? '';
  afterEach(() => mailTo(''));

  it('gets what was agreed to be encrypted to that key, and the key is on record', async () => {
    const { publicKey } = await makeKeyPair();
    await mailTo(publicKey);
    const batchId = await builtBatch();
    const encryptedTo = await fingerprintOf(publicKey);
    const deliversTo = { transport: 'EMAIL', destination: address, encryptedTo };
    expect(await getBatch(workspace.store, batchId)).toMatchObject({ deliversTo });
    const input = { batchId, destination: address, encryptedTo };
    expect(await requestDelivery(workspace.store, referrer, input)).toMatchObject({ delivery: deliversTo });
    expect(await begin(batchId)).toMatchObject({ destination: address, publicKey });
    expect((await recorded(batchId)).slice(-2)).toMatchObject([
      { verb: 'DELIVERY_REQUESTED', details: { encryptedTo } },
      { verb: 'DELIVERY_ATTEMPTED', details: { encryptedTo } },
    ]);
  });

  it('is not sent to in clear, nor under another key, by who agreed to something else', async () => {
    const [first, second] = [(await makeKeyPair()).publicKey, (await makeKeyPair()).publicKey];
    await mailTo(second);
    const batchId = await builtBatch();
    for (const encryptedTo of [null, await fingerprintOf(first)])
      await expect(
        requestDelivery(workspace.store, referrer, { batchId, destination: address, encryptedTo }),
      ).rejects.toMatchObject({ slug: 'stale', errors: [{ pointer: '/encryptedTo' }] });
    expect(await deliveryOf(batchId)).toBeNull();
  });

  it('is refused while its key cannot be used, and given up when key or encryption change meanwhile', async () => {
    const expired = (await makeKeyPair({ daysOld: 10, daysGood: 5 })).publicKey;
    await mailTo(expired);
    const batchId = await builtBatch();
    await expect(
      requestDelivery(workspace.store, referrer, {
        batchId,
        destination: address,
        encryptedTo: await fingerprintOf(expired),
      }),
    ).rejects.toMatchObject({ slug: 'conflict', errors: [{ code: 'key_unusable' }] });
    for (const later of ['', (await makeKeyPair()).publicKey]) {
      const { publicKey } = await makeKeyPair();
      await mailTo(publicKey);
      const encryptedTo = await fingerprintOf(publicKey);
      await requestDelivery(workspace.store, referrer, { batchId, destination: address, encryptedTo });
      await mailTo(later);
      expect(await beginAttempt(workspace.store, batchId, 'Plover Foundation')).toBeNull();
      expect(await deliveryOf(batchId)).toMatchObject({ state: 'GIVEN_UP', lastError: 'RECIPIENT_CHANGED' });
    }
  });
});

describe('a recipient that takes reports', () => {
  const token = 'invented-token-of-a-test';
  const report = (batchId: string) => request(batchId, REPORT_URL);
  const rowOf = async () => {
    const [row] = await workspace.store.db.select().from(recipients).where(eq(recipients.id, google));
    return row;
  };

  it('gets one referral with what lets it in, in the fields that were agreed on', async () => {
    await deliverAsReport(workspace.store, google);
    const batchId = await builtBatch();
    await report(batchId);
    const attempt = await begin(batchId);
    expect(attempt).toMatchObject({ destination: REPORT_URL, secret: token });
    expect(attempt.referrals.map(({ referralId }) => referralId)).toEqual(attempt.referralIds);
    const { fields } = (await rowOf())?.configuration ?? { fields: [] };
    expect(fields).not.toContain('notifier_ref');
    expect(attempt.referrals[0]?.notifierRef).toBe('');
  });

  it('puts on record what is reported, and no file or marking that does not go', async () => {
    await deliverAsReport(workspace.store, google);
    const batchId = await builtBatch();
    const seen = await batchWorksheet(workspace.store, referrer, batchId, 'Plover Foundation');
    expect(seen.report).toContain(`Plover Foundation: ${seen.referrals[0]?.referralId}`);
    await report(batchId);
    expect(await begin(batchId)).toMatchObject({ files: [] });
    const [asked, attempted] = (await recorded(batchId)).slice(-2);
    expect(asked).toMatchObject({ verb: 'DELIVERY_REQUESTED' });
    expect(asked?.details).not.toHaveProperty('tlp');
    const { details } = attempted ?? {};
    expect(details).toMatchObject({
      // The policy's name stands in the text, and not the category that it is for.
      fields: ['imminent_danger', 'referral_id', 'policy_area', 'url_canonical', 'explanation'],
      textSha256: createHash('sha256')
        .update(seen.report ?? '')
        .digest('hex'),
    });
    for (const absent of ['tlp', 'files']) expect(details).not.toHaveProperty(absent);
    // By webhook the files go, and no report is made.
    await deliverByWebhook(workspace.store, google);
    const again = await batchWorksheet(workspace.store, referrer, batchId, 'Plover Foundation');
    expect(again.report).toBeNull();
  });

  it('is refused without a token, and with a batch of several that was made before', async () => {
    const { configuration } = (await rowOf()) ?? {};
    if (!configuration) throw new Error('Google is missing');
    await workspace.store.db
      .update(recipients)
      .set({ configuration: { ...configuration, transport: { kind: 'DOWNLOAD' }, maximumReferrals: 10 } })
      .where(eq(recipients.id, google));
    const [first, second] = await readyForGoogle(workspace.store, 2);
    const input = { recipientId: google, referralIds: [first ?? '', second ?? ''] };
    const [batch] = await createBatches(workspace.store, referrer, input, { idempotencyKey: freshKey() });
    await finishBatch(workspace.store, batch?.batchId ?? '', []);
    await deliverAsReport(workspace.store, google, null);
    await expect(report(batch?.batchId ?? '')).rejects.toMatchObject({ errors: [{ code: 'no_token' }] });
    await deliverAsReport(workspace.store, google);
    await expect(report(batch?.batchId ?? '')).rejects.toMatchObject({
      errors: [{ code: 'single_reports' }],
    });
    expect(await deliveryOf(batch?.batchId ?? '')).toBeNull();
  });

  it('keeps its token sealed, and forgets it once reports go to another server', async () => {
    await deliverAsReport(workspace.store, google);
    expect((await rowOf())?.tokenSealed).not.toContain(token);
    const view = () => listRecipients(workspace.store);
    expect(JSON.stringify(await view())).not.toContain(token);
    await deliverByWebhook(workspace.store, google);
    expect(await rowOf()).toMatchObject({ tokenSealed: null, tokenAt: null });
    const admin = await addPerson(workspace.store, ['admin']);
    await expect(
      setRecipientToken(workspace.store, admin, { recipientId: google, token }),
    ).rejects.toMatchObject({ slug: 'conflict' });
  });

  it('is never reported to twice by itself: neither after an uncertain end nor after one that was cut off', async () => {
    await deliverAsReport(workspace.store, google);
    const uncertain = await builtBatch();
    await report(uncertain);
    expect(await failOnce(uncertain, 'UNCERTAIN')).toBe('GIVEN_UP');
    await expect(cancelBatch(workspace.store, referrer, uncertain)).rejects.toThrow();

    const cutOff = await builtBatch();
    await report(cutOff);
    await begin(cutOff);
    await makeDue(cutOff);
    expect(await beginAttempt(workspace.store, cutOff, 'Plover Foundation')).toBeNull();
    expect(await deliveryOf(cutOff)).toMatchObject({
      state: 'GIVEN_UP',
      lastError: 'UNCERTAIN',
      mayHaveArrived: true,
    });
    // A person who asked there sends it again.
    await report(cutOff);
    expect(await begin(cutOff)).toMatchObject({ attempt: 1 });
  });

  it('is tried again after a harmless failure, also when an earlier report may have arrived; cut off, it is not', async () => {
    await deliverAsReport(workspace.store, google);
    const batchId = await builtBatch();
    await report(batchId);
    await failOnce(batchId, 'UNCERTAIN');
    await report(batchId);
    for (const error of ['BUSY', 'UNREACHABLE'] as const)
      expect(await failOnce(batchId, error)).toBe('DUE_AGAIN');
    await makeDue(batchId);
    expect(await begin(batchId)).toMatchObject({ attempt: 3 });
    await makeDue(batchId);
    expect(await beginAttempt(workspace.store, batchId, 'Plover Foundation')).toBeNull();
    expect(await deliveryOf(batchId)).toMatchObject({ state: 'GIVEN_UP', lastError: 'UNCERTAIN' });
  });
});

describe('what was given up', () => {
  it('is tried again by who sends, to where the recipient is by then', async () => {
    const batchId = await requestedBatch();
    await failOnce(batchId, 'GONE');
    await deliverByWebhook(workspace.store, google, 'https://moved.platform.example/in');
    expect(await request(batchId, 'https://moved.platform.example/in')).toMatchObject({
      delivery: {
        state: 'WAITING',
        attempts: 0,
        lastError: null,
        destination: 'https://moved.platform.example/in',
      },
    });
    expect(await openLetters(batchId)).toEqual([]);
  });

  it('is not tried again by an admin, who sends nothing in the name of another', async () => {
    const batchId = await requestedBatch();
    await failOnce(batchId, 'REFUSED');
    const admin = await addPerson(workspace.store, ['admin']);
    const letter = (await listDeadLetters(workspace.store)).find(({ subjectId }) => subjectId === batchId);
    await expect(retryDeadLetter(workspace.store, admin, letter?.deadLetterId ?? '')).rejects.toMatchObject({
      slug: 'conflict',
      message: /a referrer delivers/,
    });
    expect(await deliveryOf(batchId)).toMatchObject({ state: 'GIVEN_UP', nextAttemptAt: null });
    expect(await openLetters(batchId)).toHaveLength(1);
  });

  it('is marked as sent where it may have arrived before danger was named, once law enforcement was told', async () => {
    const batchId = await requestedBatch();
    await failOnce(batchId, 'TIMED_OUT');
    const itemId = await nameDanger(batchId);
    await makeDue(batchId);
    expect(await beginAttempt(workspace.store, batchId, 'Plover Foundation')).toBeNull();
    expect(await deliveryOf(batchId)).toMatchObject({
      state: 'GIVEN_UP',
      lastError: 'DANGER_SINCE',
      mayHaveArrived: true,
    });
    const markSent = () =>
      markBatchSent(workspace.store, referrer, { batchId, sentAt: new Date().toISOString() });
    await expect(markSent()).rejects.toMatchObject({ slug: 'law-enforcement-first' });
    await recordLawEnforcement(workspace.store, referrer, itemId, {
      kind: 'NOTICE',
      agency: 'Child protection police',
      reference: 'P-3',
      notifiedAt: new Date().toISOString(),
    });
    // It is not sent a second time, and not taken apart.
    await expect(request(batchId)).rejects.toMatchObject({ slug: 'conflict', message: /mark it as sent/ });
    await expect(cancelBatch(workspace.store, referrer, batchId)).rejects.toMatchObject({ slug: 'conflict' });
    expect(await markSent()).toMatchObject({ state: 'SENT' });
    expect(await openLetters(batchId)).toEqual([]);
  });

  it('is sent by hand instead, which settles the dead letter', async () => {
    const batchId = await requestedBatch();
    await failOnce(batchId, 'REFUSED');
    const sentAt = new Date().toISOString();
    expect(await markBatchSent(workspace.store, referrer, { batchId, sentAt })).toMatchObject({
      state: 'SENT',
    });
    expect(await openLetters(batchId)).toEqual([]);
    const rows = await workspace.store.db
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.batchId, batchId), eq(deliveries.succeeded, true)));
    expect(rows).toMatchObject([{ transport: 'DOWNLOAD', destination: null }]);
  });
});

describe('a recipient that is not well', () => {
  const recipientNow = async () =>
    (await workspace.store.db.select().from(recipients).where(eq(recipients.id, google)))[0];

  it('is left in peace after failures in a row, but for a child in danger, and asked again after that', async () => {
    const failing = await requestedBatch();
    const other = await requestedBatch();
    for (let failures = 0; failures < FAILURES_TO_PAUSE; failures += 1) {
      expect((await recipientNow())?.pausedUntil).toBeNull();
      await failOnce(failing, 'UNREACHABLE');
    }
    const { pausedUntil } = (await recipientNow()) ?? {};
    expect(pausedUntil?.getTime()).toBeGreaterThan(Date.now());
    expect(await beginAttempt(workspace.store, other, 'Plover Foundation')).toBeNull();
    expect(await deliveryOf(other)).toMatchObject({
      attempts: 0,
      nextAttemptAt: pausedUntil?.toISOString(),
    });

    const referralIds = await readyForGoogle(workspace.store, 1);
    await nameDangerOf(referralIds[0] ?? '');
    const input = { recipientId: google, referralIds };
    const [urgent] = await createBatches(workspace.store, referrer, input, { idempotencyKey: freshKey() });
    expect(urgent?.imminent).toBe(true);
    await finishBatch(workspace.store, urgent?.batchId ?? '', []);
    await request(urgent?.batchId ?? '');
    expect(await begin(urgent?.batchId ?? '')).toMatchObject({ imminent: true });

    await workspace.store.db
      .update(recipients)
      .set({ pausedUntil: new Date() })
      .where(eq(recipients.id, google));
    await makeDue(other);
    const probe = await begin(other);
    await recordArrival(workspace.store, probe, { reference: '', status: 200 });
    expect(await recipientNow()).toMatchObject({ failedInARow: 0, pausedUntil: null });
  });

  const nameDangerOf = async (referralId: string) => {
    const [row] = await workspace.store.db.select().from(referrals).where(eq(referrals.id, referralId));
    const itemId = row?.itemId ?? '';
    await workspace.store.db
      .update(items)
      .set({ imminentBases: ['LIVE_NOW'] })
      .where(eq(items.id, itemId));
    await recordLawEnforcement(workspace.store, referrer, itemId, {
      kind: 'NOTICE',
      agency: 'Child protection police',
      reference: 'P-2',
      notifiedAt: new Date().toISOString(),
    });
  };

  it('is left in peace after uncertain ends too, so that what waits is not used up', async () => {
    await deliverAsReport(workspace.store, google);
    const report = async () => {
      const batchId = await builtBatch();
      await request(batchId, REPORT_URL);
      return batchId;
    };
    const waiting = await report();
    for (let failures = 0; failures < FAILURES_TO_PAUSE; failures += 1) {
      expect((await recipientNow())?.pausedUntil).toBeNull();
      await failOnce(await report(), 'UNCERTAIN');
    }
    expect(await beginAttempt(workspace.store, waiting, 'Plover Foundation')).toBeNull();
    expect(await deliveryOf(waiting)).toMatchObject({ state: 'WAITING', attempts: 0 });
    // As long as the recipient asked for, where that is longer.
    await deliverAsReport(workspace.store, google);
    await failOnce(waiting, 'UNCERTAIN', 3_600_000);
    const next = await report();
    expect(await beginAttempt(workspace.store, next, 'Plover Foundation')).toBeNull();
    expect(Date.parse((await deliveryOf(next))?.nextAttemptAt ?? '')).toBeGreaterThan(Date.now() + 3_500_000);
  });

  it('that asked to wait gets nothing else meanwhile', async () => {
    const asked = await requestedBatch();
    const other = await requestedBatch();
    await failOnce(asked, 'BUSY', 3_600_000);
    expect(Date.parse((await deliveryOf(asked))?.nextAttemptAt ?? '')).toBeGreaterThan(
      Date.now() + 3_500_000,
    );
    expect(await beginAttempt(workspace.store, other, 'Plover Foundation')).toBeNull();
    expect(Date.parse((await deliveryOf(other))?.nextAttemptAt ?? '')).toBeGreaterThan(
      Date.now() + 3_500_000,
    );
  });

  it('is asked at once after an admin changed it', async () => {
    const batchId = await requestedBatch();
    for (let failures = 0; failures < FAILURES_TO_PAUSE; failures += 1) await failOnce(batchId, 'TLS_FAILED');
    expect((await recipientNow())?.pausedUntil).not.toBeNull();
    const other = await requestedBatch();
    expect(await beginAttempt(workspace.store, other, 'Plover Foundation')).toBeNull();
    expect(await dueDeliveries(workspace.store)).toEqual([]);
    await deliverByWebhook(workspace.store, google);
    expect(await recipientNow()).toMatchObject({ failedInARow: 0, pausedUntil: null });
    expect(await dueDeliveries(workspace.store)).toMatchObject([{ batchId: other }]);
    expect(await begin(other)).toMatchObject({ attempt: 1 });
  });
});

describe('dueDeliveries', () => {
  it('has one batch for each recipient: imminent danger first, then what is due longest', async () => {
    const first = await requestedBatch();
    const second = await requestedBatch();
    const { db } = workspace.store;
    await db
      .update(batches)
      .set({ deliveryDueAt: new Date(0) })
      .where(eq(batches.id, second));
    expect(await dueDeliveries(workspace.store)).toEqual([
      { batchId: second, recipientId: google, imminent: false },
    ]);
    await db.update(batches).set({ imminent: true }).where(eq(batches.id, first));
    expect(await dueDeliveries(workspace.store)).toEqual([
      { batchId: first, recipientId: google, imminent: true },
    ]);
  });
});

describe('stopDelivery', () => {
  const stop = (batchId: string) => stopDelivery(workspace.store, referrer, batchId);

  it('holds: no attempt is made any more until a person asks for one', async () => {
    const batchId = await requestedBatch();
    await failOnce(batchId, 'UNREACHABLE');
    expect(await stop(batchId)).toMatchObject({
      state: 'BUILT',
      delivery: { state: 'GIVEN_UP', lastError: 'STOPPED', nextAttemptAt: null, mayHaveArrived: false },
    });
    expect(await dueDeliveries(workspace.store)).toEqual([]);
    expect(await beginAttempt(workspace.store, batchId, 'Plover Foundation')).toBeNull();
    expect((await recorded(batchId)).at(-1)).toMatchObject({
      verb: 'DELIVERY_STOPPED',
      actorId: referrer.personId,
      details: { attempts: 1, lastError: 'UNREACHABLE' },
    });
    await expect(stop(batchId)).rejects.toThrow('STOP is not possible in state GIVEN_UP');
    expect(await request(batchId)).toMatchObject({ delivery: { state: 'WAITING', attempts: 0 } });
  });

  it('leaves open what an earlier attempt left open: the batch is not cancelled, and can be delivered again', async () => {
    const batchId = await requestedBatch();
    await failOnce(batchId, 'TIMED_OUT');
    expect(await stop(batchId)).toMatchObject({ delivery: { mayHaveArrived: true } });
    await expect(cancelBatch(workspace.store, referrer, batchId)).rejects.toMatchObject({
      errors: [{ code: 'may_have_arrived' }],
    });
  });

  it('is refused while an attempt is being made, whose end is then on record', async () => {
    const batchId = await requestedBatch();
    await withBatchLock(workspace.store, batchId, async () => {
      const attempt = await begin(batchId);
      await expect(stop(batchId)).rejects.toMatchObject({ errors: [{ code: 'attempt_runs' }] });
      expect(await recordArrival(workspace.store, attempt, { reference: '', status: 202 })).toBe(true);
    });
    expect(await getBatch(workspace.store, batchId)).toMatchObject({ state: 'SENT' });
  });
});
