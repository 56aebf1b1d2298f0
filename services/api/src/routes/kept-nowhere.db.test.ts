import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { referrals } from '@lapwing/store/schema/referrals';
import { deliverByWebhook } from '@lapwing/store/testing/deliver-by-webhook';
import { recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { sentToGoogle } from '@lapwing/store/testing/sent-referrals';
import { addPerson } from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Joined, openTestApi, type TestApi } from '../testing/open-test-api.ts';

let test: TestApi;
let person: Joined;
let recipientId: string;
let referralId: string;
let batchId: string | null;
beforeAll(async () => {
  test = await openTestApi();
  await ensureReadyMadeRecipients(test.store);
  recipientId = await recipientBySlug(test.store, 'google');
  [referralId = ''] = await sentToGoogle(test.store, await addPerson(test.store, ['referrer']), 1);
  await deliverByWebhook(test.store, recipientId);
  const [referral] = await test.store.db.select({ batchId: referrals.batchId }).from(referrals);
  batchId = referral?.batchId ?? null;
  person = await test.join(['referrer', 'admin']);
});
afterAll(() => test.close());

/** Answers that hold a secret, or what leaves the organisation, stay in no browser and no cache on the way. */
it.each([
  ['a secret of a webhook', 'POST', (): string => `/v1/recipients/${recipientId}/webhook-secret`, 201],
  ['the fields of a batch', 'GET', (): string => `/v1/batches/${batchId}/worksheet`, 200],
  ['what happened to a referral', 'GET', (): string => `/v1/referrals/${referralId}/timeline`, 200],
  ['what waits too long', 'GET', (): string => '/v1/reminders', 200],
] as const)('%s is kept nowhere', async (_, method, path, status) => {
  const response = await test.ask(method, path(), { as: person });
  expect(response.status).toBe(status);
  expect(response.headers.get('cache-control')).toBe('no-store');
});
