import { ClaimView } from '@lapwing/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, postFlag } from '../stack/api-client.ts';
import { inventFlag } from '../stack/invent-flag.ts';
import { sharedDatabase } from '../stack/shared-database.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';
import { addTokenHolder, type TokenHolder } from '../stack/token-holders.ts';

const ITEMS = 25;
const REVIEWERS = 12;
/** More than there are items, so that reviewers fight for the last ones. */
const TABS_OF_EACH = 4;
const TURNS = 12;

let stack: Stack;
let reviewers: TokenHolder[];

beforeAll(async () => {
  stack = await startStack({ database: await sharedDatabase(), start: ['api'] });
  const analyst = await addTokenHolder(stack, ['analyst']);
  for (let item = 0; item < ITEMS; item += 1) await postFlag(stack.url, analyst.token, inventFlag());
  reviewers = await Promise.all(Array.from({ length: REVIEWERS }, () => addTokenHolder(stack, ['reviewer'])));
});
afterAll(() => stack?.stop());

async function claimNext(reviewer: TokenHolder): Promise<ClaimView | null> {
  const { status, body } = await ask(stack.url, reviewer.token, 'POST', '/v1/claims', { body: {} });
  if (status === 204) return null;
  expect(status).toBe(201);
  return ClaimView.parse(body);
}

describe('reviewers who ask for the next item at the same time', { timeout: 60_000 }, () => {
  it('never hold one item together, while items are taken and handed back', async () => {
    const holders = new Map<string, string>();
    const heldTwice: string[] = [];
    let claimed = 0;
    const work = async (reviewer: TokenHolder): Promise<void> => {
      for (let turn = 0; turn < TURNS; turn += 1) {
        const claim = await claimNext(reviewer);
        if (claim === null) continue;
        claimed += 1;
        const { claimId, itemId, token } = claim;
        if (holders.has(itemId)) heldTwice.push(`${itemId} with token ${token}`);
        holders.set(itemId, claimId);
        await ask(stack.url, reviewer.token, 'GET', `/v1/items/${itemId}`);
        // From the moment that the request is on its way somebody else may have the item.
        holders.delete(itemId);
        const path = `/v1/claims/${claimId}/hand-back`;
        const answer = await ask(stack.url, reviewer.token, 'POST', path, { body: { token } });
        expect(answer.status).toBe(204);
      }
    };
    const tabs = reviewers.flatMap((reviewer) => Array.from({ length: TABS_OF_EACH }, () => reviewer));
    await Promise.all(tabs.map(work));
    expect(heldTwice).toEqual([]);
    expect(claimed).toBeGreaterThan(ITEMS);
  });

  it('get every item once, and then nothing', async () => {
    const got: string[] = [];
    const takeAll = async (reviewer: TokenHolder): Promise<void> => {
      for (let claim = await claimNext(reviewer); claim !== null; claim = await claimNext(reviewer))
        got.push(claim.itemId);
    };
    await Promise.all(reviewers.map(takeAll));
    const { rows } = await stack.store.pool.query<{ id: string }>('select id from items');
    expect(got.toSorted()).toEqual(rows.map(({ id }) => id).sort());
    const open = await stack.store.pool.query<{ items: number; holders: number }>(
      `select count(distinct item_id)::int as items, count(*)::int as holders from claims where state = 'OPEN'`,
    );
    expect(open.rows).toEqual([{ items: ITEMS, holders: ITEMS }]);
  });
});
