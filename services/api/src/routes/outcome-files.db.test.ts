import {
  MAX_OUTCOME_LINES,
  OutcomeFileRecorded,
  OutcomePlan,
  ReferralPage,
  TrayPage,
} from '@lapwing/contracts';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { sentToGoogle } from '@lapwing/store/testing/sent-referrals';
import { addPerson } from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskOptions, TestApi } from '../testing/open-test-api.ts';
import { openTestApi } from '../testing/open-test-api.ts';

let test: TestApi;
let as: AskOptions['as'];
let recipientId: string;
let referralId: string;
beforeAll(async () => {
  test = await openTestApi();
  await ensureReadyMadeRecipients(test.store);
  recipientId = await recipientBySlug(test.store, 'google');
  [referralId = ''] = await sentToGoogle(test.store, await addPerson(test.store, ['referrer']), 1);
  as = await test.join(['referrer']);
});
afterAll(() => test.close());

const mapping = { columns: {}, words: [], dateOrder: 'DAY_FIRST', timeZone: 'Asia/Bangkok' };
const file = (lines: unknown[], more: Record<string, unknown> = {}) => ({
  recipientId,
  mapping,
  receivedAt: new Date().toISOString(),
  lines,
  ...more,
});
const removed = (reference: string, line = 2) => ({ line, reference, outcome: 'REMOVED' });
const post = (path: string, body: unknown) => test.ask('POST', `/v1/outcome-files${path}`, { as, body });

describe('a file of outcomes', () => {
  it.each([
    ['no lines', () => file([]), '/lines'],
    [
      'too many lines',
      () => file(Array.from({ length: MAX_OUTCOME_LINES + 1 }, (_, index) => removed('x', index + 1))),
      '/lines',
    ],
    ['a cell that is too long', () => file([removed('x'.repeat(4097))]), '/lines/0/reference'],
    ['a cell with half a character', () => file([removed('\ud800')]), '/lines/0/reference'],
    ['a column that nobody knows', () => file([{ ...removed('x'), person: 'x' }]), '/lines/0/person'],
    ['an unknown recipient', () => file([removed('x')], { recipientId: referralId }), '/recipientId'],
    [
      'a time zone that is none',
      () => file([removed('x')], { mapping: { ...mapping, timeZone: 'Asia/Nowhere' } }),
      '/mapping/timeZone',
    ],
    [
      'two meanings of a word',
      () =>
        file([removed('x')], {
          mapping: {
            ...mapping,
            words: [
              { word: 'Done', meaning: 'REMOVED' },
              { word: 'done ', meaning: 'NOTHING' },
            ],
          },
        }),
      '/mapping/words',
    ],
  ])('with %s is refused at its field', async (_what, body, pointer) => {
    const response = await post('/preview', body());
    expect([response.status, await response.json()]).toMatchObject([422, { errors: [{ pointer }] }]);
  });

  it('may be larger than other bodies, and not without bound', async () => {
    const lines = Array.from({ length: 300 }, (_, index) => ({
      ...removed('x', index + 2),
      note: 'n'.repeat(900),
    }));
    expect((await post('/preview', file(lines))).status).toBe(200);
    const huge = Array.from({ length: 1000 }, (_, index) => ({
      ...removed('x', index + 2),
      note: 'n'.repeat(4000),
    }));
    expect((await post('/preview', file(huge))).status).toBe(413);
    expect((await test.ask('POST', '/v1/outcomes', { as, body: { note: 'n'.repeat(70_000) } })).status).toBe(
      413,
    );
  });

  it('with media in a cell is refused', async () => {
    const response = await post('/preview', file([removed('data:image/png;base64,iVBORw0KGgo=')]));
    expect(await response.json()).toMatchObject({
      slug: 'media-refused',
      errors: [{ pointer: '/lines/0/reference' }],
    });
  });

  it('is previewed, recorded, and what is in doubt is settled by a person', async () => {
    const body = file([removed(referralId), removed('what we spoke of', 3)]);
    const plan = OutcomePlan.parse(await (await post('/preview', body)).json());
    expect(plan.lines.map(({ fate }) => fate)).toEqual(['RECORD', 'TRAY']);
    const stale = await post('', { ...body, plan: 'something else' });
    expect(await stale.json()).toMatchObject({ slug: 'stale' });
    const recorded = await post('', { ...body, plan: plan.plan });
    expect(OutcomeFileRecorded.parse(await recorded.json())).toEqual({ recorded: 1, waiting: 1, already: 0 });
    const mappingNow = await test.ask('GET', `/v1/recipients/${recipientId}/outcome-mapping`, { as });
    expect(await mappingNow.json()).toEqual({ mapping });
    const tray = async () =>
      TrayPage.parse(await (await test.ask('GET', '/v1/outcome-lines', { as })).json()).lines;
    const [line] = await tray();
    const settle = (verb: string, input: unknown) =>
      test.ask('POST', `/v1/outcome-lines/${line?.lineId}/${verb}`, { as, body: input });
    expect((await settle('dismiss', { reason: '' })).status).toBe(422);
    expect((await settle('assign', { referralIds: [referralId] })).status).toBe(201);
    expect(await (await settle('dismiss', { reason: 'Not ours' })).json()).toMatchObject({ slug: 'stale' });
    expect(await tray()).toEqual([]);
    const found = await test.ask('GET', `/v1/referrals?find=${referralId}`, { as });
    // The line says what is recorded already, and adds nothing.
    expect(ReferralPage.parse(await found.json()).referrals).toMatchObject([
      { referralId, outcomes: [{ kind: 'REMOVED' }] },
    ]);
  });
});
