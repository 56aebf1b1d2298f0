import { recordLawEnforcement } from '@lapwing/store/items/record-law-enforcement';
import { silentLogger } from '@lapwing/store/logging';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { batches, referrals } from '@lapwing/store/schema/index';
import { confirmItem } from '@lapwing/store/testing/confirmed-item';
import { recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { atFive, setSchedule } from '@lapwing/store/testing/set-schedule';
import { addPerson, openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { eq, inArray } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startSchedules } from './start-schedules.ts';

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  await ensureReadyMadeRecipients(workspace.store);
});
afterAll(() => workspace.close());

const urgent: Parameters<typeof confirmItem>[1] = {
  urgency: 'IMMINENT',
  imminentDanger: { basis: ['PLANNED_MEETING'] },
};

it('follows the schedules of recipients whatever is wrong with another, imminent danger above all', async () => {
  const { store } = workspace;
  const referrer = await addPerson(store, ['referrer']);
  const broken = await recipientBySlug(store, 'google');
  const sound = await recipientBySlug(store, 'meta');
  for (const url of [
    'https://www.youtube.com/watch?v=vvvvvvvvv01',
    'https://www.youtube.com/watch?v=vvvvvvvvv02',
    'https://www.instagram.com/p/Vvvvvvvvv01/',
    'https://www.instagram.com/p/Vvvvvvvvv02/',
  ]) {
    const isUrgent = url.includes('01');
    const { made } = await confirmItem(store, { url, ...(isUrgent ? urgent : {}) });
    if (!isUrgent) continue;
    const ids = made.referrals.map(({ referralId }) => referralId);
    for (const { itemId } of await store.db.select().from(referrals).where(inArray(referrals.id, ids)))
      await recordLawEnforcement(store, referrer, itemId, {
        kind: 'NOTICE',
        agency: 'Police station 9',
        reference: 'A-17',
        notifiedAt: new Date().toISOString(),
      });
  }
  await setSchedule(store, broken, atFive(), { dueAt: new Date(Date.now() - 120_000) });
  await setSchedule(store, sound, atFive(), { dueAt: new Date(Date.now() - 60_000) });
  const owner = new Client({ connectionString: workspace.database.ownerUrl });
  await owner.connect();
  await owner.query(`
    create function is_broken() returns trigger language plpgsql as $$ begin raise 'broken'; end $$;
    create trigger broken before insert on batches for each row when (new.recipient_id = '${broken}')
      execute function is_broken()`);
  await owner.end();
  const log = silentLogger();
  const error = vi.spyOn(log, 'error');
  const running = startSchedules({ store, clock: () => new Date(), log });
  try {
    await vi.waitFor(
      async () => {
        const made = await store.db.select().from(batches).where(eq(batches.recipientId, sound));
        expect(made.map(({ imminent }) => imminent).sort()).toEqual([false, true]);
      },
      { timeout: 20_000, interval: 50 },
    );
  } finally {
    await running.stop();
  }
  expect(await store.db.$count(batches, eq(batches.recipientId, broken))).toBe(0);
  expect(error.mock.calls.map(([about]) => about)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ recipientId: broken, referralId: expect.any(String) }),
      expect.not.objectContaining({ referralId: expect.any(String) }),
    ]),
  );
});
