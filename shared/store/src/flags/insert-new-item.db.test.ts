import type { ParsedFlag } from '@lapwing/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { flags, items } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { acceptFlag } from './accept-flag.ts';

let workspace: TestWorkspace;
let analyst: Actor;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  analyst = await addPerson(workspace.store, ['analyst']);
});
afterAll(() => workspace.close());

const accept = (input: ParsedFlag, idempotencyKey = freshKey(), actor = analyst) =>
  acceptFlag(workspace.store, actor, input, { idempotencyKey });

describe('flags that come in at the same moment', () => {
  it('are each accepted once, in few statements', async () => {
    const query = vi.spyOn(workspace.store.pool, 'query');
    const accepted = await Promise.all(Array.from({ length: 60 }, () => accept(invent())));
    expect(query.mock.calls.length).toBeLessThan(6);
    query.mockRestore();
    const rows = await workspace.store.db.select({ id: flags.id, itemId: flags.itemId }).from(flags);
    const ids = accepted.map(({ flagId }) => flagId);
    expect(rows.map(({ id }) => id).sort()).toEqual(ids.toSorted());
    expect(new Set(accepted.map(({ itemId }) => itemId)).size).toBe(60);
    const { rows: audited } = await workspace.store.pool.query<{ subject_id: string }>(
      `select subject_id from audit where verb = 'FLAG_ACCEPTED' order by subject_id`,
    );
    expect(audited.map((row) => row.subject_id)).toEqual(ids.toSorted());
  });

  it('on the same post make one item with several flags', async () => {
    const { url } = invent();
    const others = await Promise.all(
      Array.from({ length: 5 }, () => addPerson(workspace.store, ['analyst'])),
    );
    const accepted = await Promise.all(others.map((other) => accept(invent({ url }), freshKey(), other)));
    expect(new Set(accepted.map(({ itemId }) => itemId)).size).toBe(1);
    expect(accepted.filter(({ alreadyKnown }) => !alreadyKnown)).toHaveLength(1);
    const known = await workspace.store.db.select().from(items);
    expect(known.find(({ id }) => id === accepted[0]?.itemId)?.flaggers).toBe(5);
  });

  it('with one key are one flag, and one that reuses the key for another post is refused alone', async () => {
    const input = invent();
    const key = freshKey();
    await accept(input, key);
    const neighbours = [invent(), invent(), invent()];
    const [same, reused, ...rest] = await Promise.allSettled([
      accept(input, key),
      accept(invent(), key),
      ...neighbours.map((neighbour) => accept(neighbour)),
    ]);
    expect(same).toMatchObject({ status: 'fulfilled', value: { alreadyKnown: false } });
    expect(reused).toMatchObject({ status: 'rejected', reason: { slug: 'idempotency-key-reused' } });
    expect(rest.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    const rows = await workspace.store.db.select({ key: flags.idempotencyKey }).from(flags);
    expect(rows.filter((row) => row.key === key)).toHaveLength(1);
  });
});
