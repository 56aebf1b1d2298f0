import { ClaimView, ItemDetail } from '@lapwing/contracts';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { addPerson, freshKey, invent } from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Joined, openTestApi, type TestApi } from '../testing/open-test-api.ts';

let test: TestApi;
let reviewer: Joined;
let itemId: string;
beforeAll(async () => {
  test = await openTestApi();
  reviewer = await test.join(['reviewer']);
  const analyst = await addPerson(test.store, ['analyst']);
  ({ itemId } = await acceptFlag(test.store, analyst, invent(), { idempotencyKey: freshKey() }));
});
afterAll(() => test.close());

const ask = (path: string, etag?: string) =>
  test.ask('GET', path, { as: reviewer, headers: etag === undefined ? {} : { 'if-none-match': etag } });
const tagOf = (response: Response) => response.headers.get('etag') ?? '';

describe.each([
  ['the queue page', () => '/v1/items'],
  ['an item', () => `/v1/items/${itemId}`],
])('%s', (_, path) => {
  it('is not sent again while nothing changed, and is when something did', async () => {
    const first = await ask(path());
    expect(first.status).toBe(200);
    const again = await ask(path(), `"other", W/${tagOf(first)}`);
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect(tagOf(again)).toBe(tagOf(first));

    const claimed = await test.ask('POST', '/v1/claims', { as: reviewer, body: { itemId } });
    expect(claimed.status).toBe(201);
    const afterClaim = await ask(path(), tagOf(first));
    expect(afterClaim.status).toBe(200);
    const { claimId, token } = ClaimView.parse(await claimed.json());
    await test.ask('POST', `/v1/claims/${claimId}/hand-back`, { as: reviewer, body: { token } });
  });
});

it('carries the version of an item in its tag', async () => {
  const response = await ask(`/v1/items/${itemId}`);
  const { version } = ItemDetail.parse(await response.json());
  expect(tagOf(response).startsWith(`"${version}-`)).toBe(true);
});
