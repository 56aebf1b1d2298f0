import { Figures } from '@lapwing/contracts';
import { recordOutcomes } from '@lapwing/store/outcomes/record-outcomes';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { sentToGoogle } from '@lapwing/store/testing/sent-referrals';
import { addPerson } from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskOptions, openTestApi, type TestApi } from '../testing/open-test-api.ts';

let test: TestApi;
let as: AskOptions['as'];
const now = new Date();
const year = now.getUTCFullYear();
beforeAll(async () => {
  test = await openTestApi();
  await ensureReadyMadeRecipients(test.store);
  const referrer = await addPerson(test.store, ['referrer']);
  const referralIds = await sentToGoogle(test.store, referrer, 7);
  await recordOutcomes(test.store, referrer, {
    referralIds: referralIds.slice(0, 3),
    kind: 'REMOVED',
    source: 'RECIPIENT_REPLY',
    observedAt: now.toISOString(),
    note: '',
  });
  as = await test.join(['lead']);
});
afterAll(() => test.close());

describe('GET /v1/figures', () => {
  it('tells a lead what was sent, and nothing from which three takedowns follow', async () => {
    const response = await test.ask('GET', `/v1/figures?year=${year}`, { as });
    expect(response.status).toBe(200);
    expect(Figures.parse(await response.json())).toMatchObject({
      scope: 'PLATFORMS',
      year,
      firstYear: year,
      total: { sent: 7, takenDown: null, stillUp: null, times: null },
      byCategory: [{ key: 'GROOMING', sent: 7, takenDown: null, stillUp: null, times: null }],
      byAction: [],
    });
  });

  it.each([
    ['', '#query/year'],
    ['?year=soon', '#query/year'],
    ['?year=2026.5', '#query/year'],
    ['?year=99999', '#query/year'],
    ['?year=2026&scope=EVERYBODY', '#query/scope'],
  ])('refuses %j at its field', async (query, pointer) => {
    const response = await test.ask('GET', `/v1/figures${query}`, { as });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ pointer }] });
  });

  it('refuses a period of days, by which small counts would follow from a difference', async () => {
    const response = await test.ask('GET', `/v1/figures?year=${year}&from=${year}-01-01`, { as });
    expect(response.status).toBe(422);
  });
});
