import { QueueQuery } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
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

describe('the statement behind the queue', () => {
  it('is answered in the order of the index items_queue, without sorting', async () => {
    const query = vi.spyOn(workspace.store.pool, 'query');
    await list();
    const [statement, values] = query.mock.calls[0] ?? [];
    query.mockRestore();
    const session = await workspace.store.pool.connect();
    try {
      // On a handful of rows the planner would rather sort; asked not to, it shows whether the index can do it.
      await session.query('begin; set local enable_seqscan = off; set local enable_sort = off');
      const text = z.object({ text: z.string() }).parse(statement).text;
      const { rows } = await session.query(`explain ${text}`, z.array(z.unknown()).parse(values));
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain('Index Scan using items_queue');
      expect(plan).not.toContain('Sort');
    } finally {
      await session.query('rollback');
      session.release();
    }
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
