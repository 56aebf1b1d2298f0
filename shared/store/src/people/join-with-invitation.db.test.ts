import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { somebodyWaitsFor } from '../testing/somebody-waits.ts';
import { freshKey, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { invitePerson } from './invite-person.ts';
import { joinWithInvitation } from './join-with-invitation.ts';

let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await openTestWorkspace();
});
afterAll(() => workspace.close());

describe('joinWithInvitation', () => {
  it('waits for an admin who is deactivating the person, without holding her up, and is then refused', async () => {
    const { person, link } = await invitePerson(
      workspace.store,
      null,
      { name: 'Somebody', email: `${freshKey()}@lapwing.example`, roles: ['analyst'] },
      'https://lapwing.example',
    );
    const admin = new Client({ connectionString: workspace.database.appUrl });
    await admin.connect();
    try {
      // The locks of changePerson, in its order.
      await admin.query('begin');
      await admin.query('select from people where id = $1 for update', [person.personId]);
      const joining = joinWithInvitation(
        workspace.store,
        { token: new URL(link).hash.slice(1), passwordHash: 'not a hash' },
        null,
      );
      const refused = expect(joining).rejects.toMatchObject({ slug: 'not-found' });
      await somebodyWaitsFor(admin);
      await admin.query('update people set active = false where id = $1', [person.personId]);
      await admin.query('update invitations set expires_at = now() where person_id = $1', [person.personId]);
      await admin.query('commit');
      await refused;
    } finally {
      await admin.end();
    }
  });
});
