import { QueueQuery } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimItem } from '../claims/claim-item.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { items, people } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { getItem } from './get-item.ts';
import { listQueue } from './list-queue.ts';

let workspace: TestWorkspace;
let analyst: Actor;
let ana: Actor;
let ben: Actor;
/** As the queue must show them: the most pressing first, then the older. */
const expected: string[] = [];

beforeAll(async () => {
  workspace = await openTestWorkspace();
  analyst = await addPerson(workspace.store, ['analyst']);
  ana = await addPerson(workspace.store, ['reviewer']);
  ben = await addPerson(workspace.store, ['reviewer']);
  const flag = async (urgency: 'ROUTINE' | 'URGENT', by = analyst) =>
    (await acceptFlag(workspace.store, by, invent({ urgency }), { idempotencyKey: freshKey() })).itemId;
  const routine = [await flag('ROUTINE'), await flag('ROUTINE', ana), await flag('ROUTINE')];
  const urgent = [await flag('URGENT'), await flag('URGENT')];
  expected.push(...urgent, ...routine);
  await claimItem(workspace.store, ben, urgent[0] ?? '', { leaseMs: 60_000, canAdjudicate: false });
});
afterAll(() => workspace.close());

const list = (query: object = {}, actor = ana) => listQueue(workspace.store, actor, QueueQuery.parse(query));

describe('listQueue', () => {
  it('lists the most pressing first, then the older', async () => {
    expect((await list()).items.map(({ itemId }) => itemId)).toEqual(expected);
  });

  it('goes on behind a cursor without leaving out or repeating an item', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: '2', ...(cursor === undefined ? {} : { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ itemId }) => itemId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(expected);
  });

  it('names who holds an item, and only there', async () => {
    const [holder] = await workspace.store.db.select().from(people).where(eq(people.id, ben.personId));
    const held = (await list()).items.map(({ heldBy }) => heldBy);
    expect(held).toEqual([holder?.pseudonym, null, null, null, null]);
  });

  it('marks what the caller flagged herself, and only that', async () => {
    expect((await list()).items.map(({ flaggedByMe }) => flaggedByMe)).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
    expect((await list({}, ben)).items.some(({ flaggedByMe }) => flaggedByMe)).toBe(false);
  });

  it('lists only what the caller holds when she asks for it', async () => {
    expect((await list({ mine: 'true' }, ben)).items.map(({ itemId }) => itemId)).toEqual([expected[0]]);
    expect((await list({ mine: 'true' })).items).toEqual([]);
  });

  it('leaves out what is concluded', async () => {
    const flag = invent();
    const { itemId } = await acceptFlag(workspace.store, analyst, flag, { idempotencyKey: freshKey() });
    await workspace.store.db.update(items).set({ state: 'NEED_INFO' }).where(eq(items.id, itemId));
    expect((await list()).items.map((item) => item.itemId)).toEqual(expected);
    expect((await list({ state: 'NEED_INFO' })).items.map((item) => item.itemId)).toEqual([itemId]);
  });
});

describe('getItem', () => {
  it('shows the holder and whether the caller flagged the item', async () => {
    const own = await getItem(workspace.store, { ...ana, roles: ['reviewer'] }, expected[3] ?? '');
    expect(own).toMatchObject({ flaggedByMe: true, heldBy: null, blocked: 'FLAGGED_BY_ME' });
    expect(
      (await getItem(workspace.store, { ...ben, roles: ['reviewer'] }, expected[0] ?? '')).claim,
    ).not.toBeNull();
  });
});
