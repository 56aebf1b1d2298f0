import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authSessions, authUsers } from '../schema/index.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { forgetExpiredSignIns } from './forget-expired-sign-ins.ts';

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await openTestWorkspace();
});
afterAll(() => workspace.close());

it('deletes sessions that ran out more than a day ago and leaves the others', async () => {
  const { db } = workspace.store;
  const { personId } = await addPerson(workspace.store, ['reviewer']);
  await db.insert(authUsers).values({ id: personId, name: 'Somebody', email: `${personId}@lapwing.example` });
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
  const [old, recent, running] = [v7(), v7(), v7()];
  await db.insert(authSessions).values(
    [
      { id: old, expiresAt: hours(-25) },
      { id: recent, expiresAt: hours(-1) },
      { id: running, expiresAt: hours(1) },
    ].map((session) => ({ ...session, token: session.id, userId: personId, updatedAt: new Date() })),
  );
  expect(await forgetExpiredSignIns(workspace.store)).toBe(1);
  const left = await db.select({ id: authSessions.id }).from(authSessions);
  expect(left.map(({ id }) => id).toSorted()).toEqual([recent, running].toSorted());
});
