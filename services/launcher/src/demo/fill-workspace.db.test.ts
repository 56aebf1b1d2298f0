import { listOwnFlags } from '@lapwing/store/flags/list-own-flags';
import { listQueue } from '@lapwing/store/items/list-queue';
import { listPeople } from '@lapwing/store/people/list-people';
import { listRecipients } from '@lapwing/store/recipients/list-recipients';
import { openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoPosts } from './demo-posts.ts';
import { fillWorkspace } from './fill-workspace.ts';

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await openTestWorkspace();
});
afterAll(() => workspace.close());

it('fills an empty workspace with people, a queue and referrals, once', async () => {
  const { store } = workspace;
  const cast = await fillWorkspace(store, 'http://localhost:8787');
  const { people } = await listPeople(store);
  const analyst = people.find(({ name }) => name === 'Demo Analyst');
  const actor = { personId: analyst?.personId ?? '', requestId: null };
  const { items } = await listQueue(store, actor, { limit: 100 });
  const ready = (await listRecipients(store)).map(({ name, ready: count, heldForLawEnforcement }) => ({
    name,
    count: count + heldForLawEnforcement,
  }));
  expect(cast).toHaveLength(9);
  expect(new Set(cast.map(({ link }) => link)).size).toBe(9);
  expect(items.length).toBe(demoPosts.length - 4);
  expect(items[0]?.reasons[0]?.kind).toBe('IMMINENT_DANGER');
  expect(ready.every(({ count }) => count > 0)).toBe(true);
  expect((await listOwnFlags(store, actor, { limit: 100 })).flags).toHaveLength(demoPosts.length);
  await expect(fillWorkspace(store, 'http://localhost:8787')).rejects.toMatchObject({ slug: 'conflict' });
});
