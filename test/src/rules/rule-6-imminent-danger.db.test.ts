import type { FlagInput } from '@lapwing/contracts';
import { cancelBatch } from '@lapwing/store/batches/cancel-batch';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { markBatchSent } from '@lapwing/store/batches/mark-batch-sent';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { listQueue } from '@lapwing/store/items/list-queue';
import { recordLawEnforcement } from '@lapwing/store/items/record-law-enforcement';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { recordScores } from '@lapwing/store/scores/record-scores';
import type { Actor } from '@lapwing/store/store';
import { readyForGoogle, recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import {
  addPerson,
  freshKey,
  invent,
  openTestWorkspace,
  type TestWorkspace,
} from '@lapwing/store/testing/workspace';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const imminent: Partial<FlagInput> = {
  urgency: 'IMMINENT',
  imminentDanger: { basis: ['PLANNED_MEETING'] },
};

let workspace: TestWorkspace;
let owner: pg.Pool;
let lead: Actor;
let referrer: Actor;
let recipientId: string;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  owner = new pg.Pool({ connectionString: workspace.database.ownerUrl, max: 2 });
  await ensureReadyMadeRecipients(workspace.store);
  lead = await addPerson(workspace.store, ['lead']);
  referrer = await addPerson(workspace.store, ['referrer']);
  recipientId = await recipientBySlug(workspace.store, 'google');
});
afterAll(async () => {
  await owner.end();
  await workspace.close();
});

const batch = (referralIds?: string[]) =>
  createBatches(
    workspace.store,
    referrer,
    referralIds === undefined ? { recipientId } : { recipientId, referralIds },
    { idempotencyKey: freshKey() },
  );
const itemOf = async (referralId: string): Promise<{ id: string; url: string }> => {
  const { rows } = await owner.query(
    'select i.id, i.canonical_url as url from items i join referrals r on r.item_id = i.id where r.id = $1',
    [referralId],
  );
  return rows[0];
};
const notify = (itemId: string) =>
  recordLawEnforcement(workspace.store, referrer, itemId, {
    kind: 'NOTICE',
    agency: 'Police station 9',
    reference: 'A-17',
    notifiedAt: new Date().toISOString(),
  });
const insertBatch = async (): Promise<string> => {
  const { rows } = await owner.query<{ id: string }>(
    `insert into batches (id, recipient_id, imminent, configuration, created_by)
     select gen_random_uuid(), id, true, configuration, $2 from recipients where id = $1 returning id`,
    [recipientId, referrer.personId],
  );
  return rows[0]?.id ?? '';
};

describe('imminent danger', () => {
  it('tops the queue, whatever the model says of it and of everything else', async () => {
    const analyst = await addPerson(workspace.store, ['analyst']);
    const flag = async (overrides: Partial<FlagInput>) =>
      (await acceptFlag(workspace.store, analyst, invent(overrides), { idempotencyKey: freshKey() })).itemId;
    const grave = await flag({ severity: 4, urgency: 'URGENT' });
    const danger = await flag({ ...imminent, severity: 1 });
    const score = {
      inputHash: 'x',
      dueAt: null,
      modelVersion: 'test-1',
      probabilities: {},
      abstained: false,
    };
    await recordScores(workspace.store, [
      { ...score, itemId: grave, risk: 1 },
      { ...score, itemId: danger, risk: 0 },
    ]);
    const { items } = await listQueue(workspace.store, lead, { limit: 2 });
    expect(items.map(({ itemId }) => itemId)).toEqual([danger, grave]);
    expect(items[0]?.reasons[0]).toEqual({ kind: 'IMMINENT_DANGER', basis: 'PLANNED_MEETING' });
  });

  it('goes to nobody before law enforcement was told', async () => {
    const [referralId = ''] = await readyForGoogle(workspace.store, 1, imminent);
    await expect(batch([referralId])).rejects.toMatchObject({ slug: 'law-enforcement-first' });
    await notify((await itemOf(referralId)).id);
    expect(await batch([referralId])).toMatchObject([{ imminent: true, referralCount: 1 }]);
  });

  it('goes out after a lead wrote why it must, which is on record', async () => {
    const [referralId = ''] = await readyForGoogle(workspace.store, 1, imminent);
    const { id } = await itemOf(referralId);
    await recordLawEnforcement(workspace.store, lead, id, {
      kind: 'OVERRIDE',
      reason: 'The agency cannot be reached and the deadline is tonight',
    });
    expect(await batch([referralId])).toMatchObject([{ imminent: true }]);
    const { rows } = await owner.query(
      `select actor_id from audit where verb = 'LAW_ENFORCEMENT_OVERRIDDEN' and subject_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ actor_id: lead.personId }]);
  });

  it('travels alone and at once, the rest in an envelope of its own', async () => {
    const ordinary = await readyForGoogle(workspace.store, 2);
    const urgent = await readyForGoogle(workspace.store, 2, imminent);
    for (const referralId of urgent) await notify((await itemOf(referralId)).id);
    const made = await batch([...ordinary, ...urgent]);
    expect(made.map((envelope) => [envelope.imminent, envelope.referralCount])).toEqual([
      [true, 1],
      [true, 1],
      [false, 2],
    ]);
  });

  it('that is named while the batch waits holds the batch back, and then goes in one that says so', async () => {
    const [referralId = ''] = await readyForGoogle(workspace.store, 1);
    const [made] = await batch([referralId]);
    const batchId = made?.batchId ?? '';
    await finishBatch(workspace.store, batchId, []);
    const { id, url } = await itemOf(referralId);
    const analyst = await addPerson(workspace.store, ['analyst']);
    await acceptFlag(workspace.store, analyst, invent({ ...imminent, url }), { idempotencyKey: freshKey() });
    const send = () =>
      markBatchSent(workspace.store, referrer, {
        batchId,
        sentAt: new Date().toISOString(),
        reference: '',
      });
    await expect(send()).rejects.toMatchObject({ slug: 'law-enforcement-first' });
    await notify(id);
    await expect(send()).rejects.toMatchObject({ slug: 'conflict' });
    await cancelBatch(workspace.store, referrer, batchId);
    expect(await batch([referralId])).toMatchObject([{ imminent: true, referralCount: 1 }]);
  });
});

describe('the database', () => {
  it.each([
    ['in the confirmation', imminent],
    ['after the confirmation', {}],
  ])('refuses to put danger named %s into a batch before law enforcement was told', async (when, flag) => {
    const [referralId = ''] = await readyForGoogle(workspace.store, 1, flag);
    const { id, url } = await itemOf(referralId);
    if (when === 'after the confirmation') {
      const analyst = await addPerson(workspace.store, ['analyst']);
      await acceptFlag(workspace.store, analyst, invent({ ...imminent, url }), {
        idempotencyKey: freshKey(),
      });
    }
    const batchId = await insertBatch();
    for (const pool of [workspace.store.pool, owner]) {
      const moved = pool.query('update referrals set batch_id = $2 where id = $1', [referralId, batchId]);
      await expect(moved).rejects.toMatchObject({ code: 'LW006' });
      const hidden = pool.query('update referrals set imminent = false, batch_id = $2 where id = $1', [
        referralId,
        batchId,
      ]);
      await expect(hidden).rejects.toMatchObject({ code: 'LW006' });
      const born = pool.query(
        `insert into referrals (id, item_id, recipient_id, decision_id, imminent, rank, batch_id)
         select gen_random_uuid(), item_id, (select id from recipients where slug = 'meta'), decision_id, imminent, 1, $2
         from referrals where id = $1`,
        [referralId, batchId],
      );
      await expect(born).rejects.toMatchObject({ code: 'LW006' });
    }
    await notify(id);
    const told = await owner.query('update referrals set batch_id = $2 where id = $1', [referralId, batchId]);
    expect(told.rowCount).toBe(1);
  });

  it('refuses company in an envelope of imminent danger', async () => {
    const [urgent = ''] = await readyForGoogle(workspace.store, 1, imminent);
    const [ordinary = '', another = ''] = await readyForGoogle(workspace.store, 2);
    await notify((await itemOf(urgent)).id);
    const withUrgent = await insertBatch();
    await owner.query('update referrals set batch_id = $2 where id = $1', [urgent, withUrgent]);
    const joined = workspace.store.pool.query('update referrals set batch_id = $2 where id = $1', [
      ordinary,
      withUrgent,
    ]);
    await expect(joined).rejects.toMatchObject({ code: 'LW006' });
    const withOrdinary = await insertBatch();
    await owner.query('update referrals set batch_id = $2 where id = $1', [another, withOrdinary]);
    const entered = workspace.store.pool.query('update referrals set batch_id = $2 where id = $1', [
      urgent,
      withOrdinary,
    ]);
    await expect(entered).rejects.toMatchObject({ code: 'LW006' });
  });
});
