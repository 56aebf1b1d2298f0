import { OverdueList, Timeline } from '@lapwing/contracts';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { referrals } from '@lapwing/store/schema/referrals';
import { recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { sentToGoogle } from '@lapwing/store/testing/sent-referrals';
import { addPerson } from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskOptions, openTestApi, type TestApi } from '../testing/open-test-api.ts';

let test: TestApi;
let as: AskOptions['as'];
let referralId: string;
beforeAll(async () => {
  test = await openTestApi();
  await ensureReadyMadeRecipients(test.store);
  [referralId = ''] = await sentToGoogle(test.store, await addPerson(test.store, ['referrer']), 1);
  await test.store.db.update(referrals).set({ sentAt: new Date('2025-01-01T00:00:00Z') });
  as = await test.join(['referrer']);
});
afterAll(() => test.close());

const overdue = async () =>
  OverdueList.parse(await (await test.ask('GET', '/v1/reminders', { as })).json()).recipients;
const kinds = async () => {
  const response = await test.ask('GET', `/v1/referrals/${referralId}/timeline`, { as });
  return Timeline.parse(await response.json()).events.map(({ kind }) => kind);
};
const observedAt = () => new Date().toISOString();

describe('what waits too long', () => {
  it('is listed with its text, and no more once somebody reminded', async () => {
    expect(await overdue()).toMatchObject([
      { referrals: [{ referralId, remindedAt: null }], total: 1, text: { language: 'en' } },
    ]);
    const recipientId = await recipientBySlug(test.store, 'google');
    const remind = (body: Record<string, unknown>) => test.ask('POST', '/v1/reminders', { as, body });
    const reminder = { recipientId, referralIds: [referralId], remindedAt: observedAt() };
    for (const [body, pointer] of [
      [{ ...reminder, referralIds: [] }, '/referralIds'],
      [{ ...reminder, referralIds: [recipientId] }, '/referralIds/0'],
      [{ ...reminder, remindedAt: '2999-01-01T00:00:00Z' }, '/remindedAt'],
    ] as const)
      expect(await (await remind(body)).json()).toMatchObject({ status: 422, errors: [{ pointer }] });
    expect((await remind(reminder)).status).toBe(204);
    expect(await overdue()).toEqual([]);
    expect(await kinds()).toContain('REMINDED');
  });
});

describe('a referral', () => {
  it('opens again with a reason, and with an address only where it came back under one', async () => {
    const reopen = (body: unknown) => test.ask('POST', `/v1/referrals/${referralId}/reopen`, { as, body });
    for (const body of [
      { reason: 'OTHER_ADDRESS' },
      { reason: 'REAPPEARED', address: 'https://videos.example/1' },
      { reason: 'OTHER_ADDRESS', address: 'https://videos.example/1' },
    ])
      expect(await (await reopen(body)).json()).toMatchObject({
        status: 422,
        errors: [{ pointer: '/address' }],
      });
    expect(await (await reopen({ reason: 'REAPPEARED' })).json()).toMatchObject({
      slug: 'transition-refused',
    });
    const outcome = { kind: 'REMOVED', source: 'RECIPIENT_REPLY', observedAt: observedAt() };
    await test.ask('POST', `/v1/referrals/${referralId}/outcomes`, { as, body: outcome });
    expect((await reopen({ reason: 'REAPPEARED', note: 'Seen today' })).status).toBe(204);
    expect((await kinds()).at(-1)).toBe('REOPENED');
  });

  it('that does not exist has no timeline', async () => {
    const unknown = await test.ask('GET', '/v1/referrals/00000000-0000-4000-8000-000000000000/timeline', {
      as,
    });
    expect(unknown.status).toBe(404);
  });
});
