import { QueueQuery } from '@lapwing/contracts';
import { inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeCursor } from '../cursor.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { items } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { listQueue } from './list-queue.ts';

let workspace: TestWorkspace;
let reviewer: Actor;
/** Forty items of equal rank, ten of them first flagged at each of four times a microsecond apart. */
let equals: string[];
let graver: string;
let video: string;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  const { store } = workspace;
  const analyst = await addPerson(store, ['analyst']);
  reviewer = await addPerson(store, ['reviewer']);
  const flag = async (overrides: Parameters<typeof invent>[0] = {}) =>
    (await acceptFlag(store, analyst, invent(overrides), { idempotencyKey: freshKey() })).itemId;
  equals = [];
  for (let made = 0; made < 40; made += 1) equals.push(await flag());
  graver = await flag({ severity: 4, category: 'SEXUAL_EXTORTION' });
  video = await flag({ url: 'https://www.youtube.com/watch?v=abcdefghijk', severity: 1 });
  for (let group = 0; group < 4; group += 1) {
    await store.db
      .update(items)
      .set({
        firstFlaggedAt: sql`'2026-01-02T03:04:05.678901Z'::timestamptz + ${group} * interval '1 microsecond'`,
      })
      .where(inArray(items.id, equals.slice(group * 10, group * 10 + 10)));
  }
  // Within one microsecond the smaller id comes first.
  equals = [0, 10, 20, 30].flatMap((from) => equals.slice(from, from + 10).toSorted());
});
afterAll(() => workspace.close());

const list = (query: object = {}) => listQueue(workspace.store, reviewer, QueueQuery.parse(query));

const readAll = async (query: object, limit: number): Promise<string[]> => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ ...query, limit, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...page.items.map(({ itemId }) => itemId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return seen;
};

describe('listQueue', () => {
  it.each([1, 3, 7, 10, 42, 100])('leaves out and repeats nothing among equals, %i a page', async (limit) => {
    expect(await readAll({}, limit)).toEqual([graver, ...equals, video]);
  });

  it('pages through a filter in the same order', async () => {
    expect(await readAll({ platform: 'FACEBOOK' }, 9)).toEqual([graver, ...equals]);
    expect(await readAll({ platform: 'YOUTUBE' }, 9)).toEqual([video]);
    expect(await readAll({ category: 'SEXUAL_EXTORTION' }, 9)).toEqual([graver]);
    expect(await readAll({ platform: 'YOUTUBE', category: 'SEXUAL_EXTORTION' }, 9)).toEqual([]);
    expect(await readAll({ state: 'QUEUED' }, 9)).toEqual([graver, ...equals, video]);
    expect(await readAll({ state: 'WITH_LEAD' }, 9)).toEqual([]);
  });

  it('pages through what the classifier is unsure of, in the same order', async () => {
    const unsure = [...equals.slice(0, 12), video];
    await workspace.store.db.update(items).set({ abstained: true }).where(inArray(items.id, unsure));
    expect(await readAll({ unsure: 'true' }, 5)).toEqual(unsure);
    expect(await readAll({ unsure: 'true', platform: 'YOUTUBE' }, 5)).toEqual([video]);
    expect(await readAll({ unsure: 'false' }, 50)).toEqual([graver, ...equals, video]);
    await workspace.store.db.update(items).set({ abstained: false }).where(inArray(items.id, unsure));
  });

  it('goes on behind an item that has left the queue since', async () => {
    const first = await list({ limit: 5 });
    await workspace.store.db
      .update(items)
      .set({ state: 'NEED_INFO' })
      .where(inArray(items.id, [first.items.at(-1)?.itemId ?? '']));
    const second = await list({ limit: 5, cursor: first.nextCursor });
    expect(second.items.map(({ itemId }) => itemId)).toEqual(equals.slice(4, 9));
    await workspace.store.db
      .update(items)
      .set({ state: 'QUEUED' })
      .where(inArray(items.id, [first.items.at(-1)?.itemId ?? '']));
  });

  it.each([
    'not a cursor',
    encodeCursor(['1', '2']),
    encodeCursor([1, "0'; drop table items; --", '01990000-0000-7000-8000-000000000000']),
  ])('refuses the cursor %j, which it did not give out', async (cursor) => {
    await expect(list({ cursor })).rejects.toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '#query/cursor' }],
    });
  });
});
