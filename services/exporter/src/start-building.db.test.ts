import { generateKeyPairSync } from 'node:crypto';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { dueBatches } from '@lapwing/store/batches/due-batches';
import { getBatch } from '@lapwing/store/batches/get-batch';
import { silentLogger } from '@lapwing/store/logging';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { batches } from '@lapwing/store/schema/index';
import type { Actor } from '@lapwing/store/store';
import { readyForGoogle, recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { eq } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startBuilding } from './start-building.ts';

/** The lock on which the building of one batch stands still. */
const STAND_STILL = 4_712;
const patience = { timeout: 20_000, interval: 50 };

let workspace: TestWorkspace;
let referrer: Actor;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  await ensureReadyMadeRecipients(workspace.store);
});
afterAll(() => workspace.close());

const orderBatch = async (imminent = false): Promise<string> => {
  const { store } = workspace;
  await readyForGoogle(store, 1);
  const recipientId = await recipientBySlug(store, 'google');
  const [made] = await createBatches(store, referrer, { recipientId }, { idempotencyKey: freshKey() });
  const batchId = made?.batchId ?? '';
  await store.db.update(batches).set({ imminent }).where(eq(batches.id, batchId));
  return batchId;
};
const stateOf = async (batchId: string) => (await getBatch(workspace.store, batchId)).state;

it('keeps nobody in danger waiting behind a batch that takes long, or behind many', async () => {
  const long = await orderBatch();
  const next = await orderBatch();
  const owner = new Client({ connectionString: workspace.database.ownerUrl });
  await owner.connect();
  try {
    await owner.query(`
      create function stand_still() returns trigger language plpgsql as $$ begin
        if (select batch_id from batch_files where id = new.file_id) = '${long}' then
          perform pg_advisory_xact_lock(${STAND_STILL});
        end if;
        return new;
      end $$;
      create trigger stand_still before insert on batch_file_chunks for each row execute function stand_still();
      select pg_advisory_lock(${STAND_STILL});`);
    const waiting = `select 1 from pg_locks where locktype = 'advisory' and objid = ${STAND_STILL} and not granted`;
    const building = startBuilding({
      store: workspace.store,
      organisation: { name: 'Plover Foundation', contact: 'desk@plover.example', domain: 'plover.example' },
      signingKey: generateKeyPairSync('ed25519').privateKey,
      log: silentLogger(),
    });
    try {
      await vi.waitFor(async () => expect((await owner.query(waiting)).rowCount).toBe(1), patience);
      const urgent = await orderBatch(true);
      expect((await dueBatches(workspace.store, 10))[0]).toBe(urgent);
      await vi.waitFor(async () => expect(await stateOf(urgent)).toBe('BUILT'), patience);
      expect([await stateOf(long), await stateOf(next)]).toEqual(['BUILDING', 'BUILDING']);
      await owner.query(`select pg_advisory_unlock(${STAND_STILL})`);
      await vi.waitFor(async () => expect(await stateOf(next)).toBe('BUILT'), patience);
      expect(await stateOf(long)).toBe('BUILT');
    } finally {
      await owner.query('select pg_advisory_unlock_all()');
      await building.stop();
    }
  } finally {
    await owner.end();
  }
});
