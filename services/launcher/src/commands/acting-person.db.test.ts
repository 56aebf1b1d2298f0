import { changePerson } from '@lapwing/store/people/change-person';
import { invitePerson } from '@lapwing/store/people/invite-person';
import { openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actingPerson } from './acting-person.ts';

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await openTestWorkspace();
});
afterAll(() => workspace.close());

const invite = async (email: string, role: 'admin' | 'lead'): Promise<string> => {
  const input = { name: 'Somebody', email, roles: [role] };
  return (await invitePerson(workspace.store, null, input, 'http://localhost')).person.personId;
};

it('is who has the address, is active, and may do it', async () => {
  const admin = await invite('admin@lapwing.example', 'admin');
  await invite('lead@lapwing.example', 'lead');
  const gone = await invite('gone@lapwing.example', 'lead');
  await changePerson(workspace.store, null, gone, { active: false });
  const acting = (address: string) => actingPerson(workspace.store, address, 'model:manage');
  expect(await acting('Admin@lapwing.example')).toEqual({ personId: admin, requestId: null });
  await expect(acting('lead@lapwing.example')).rejects.toThrow('may not do this');
  await expect(acting('gone@lapwing.example')).rejects.toThrow('Nobody active');
  await expect(acting('nobody@lapwing.example')).rejects.toThrow('Nobody active');
});
