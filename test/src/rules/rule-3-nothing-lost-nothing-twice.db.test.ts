import { createBatches } from '@lapwing/store/batches/create-batches';
import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { markBatchSent } from '@lapwing/store/batches/mark-batch-sent';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
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

let workspace: TestWorkspace;
let owner: pg.Pool;
let analyst: Actor;
let referrer: Actor;
let recipientId: string;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  owner = new pg.Pool({ connectionString: workspace.database.ownerUrl, max: 2 });
  await ensureReadyMadeRecipients(workspace.store);
  analyst = await addPerson(workspace.store, ['analyst']);
  referrer = await addPerson(workspace.store, ['referrer']);
  recipientId = await recipientBySlug(workspace.store, 'google');
});
afterAll(async () => {
  await owner.end();
  await workspace.close();
});

const logins = () => [['the services', workspace.store.pool] as const, ['the owner', owner] as const];

const batch = async (referralIds: string[]): Promise<string> => {
  const [made] = await createBatches(
    workspace.store,
    referrer,
    { recipientId, referralIds },
    { idempotencyKey: freshKey() },
  );
  if (!made) throw new Error('No batch was made');
  return made.batchId;
};

describe('a flag', () => {
  it('is committed when it is acknowledged, though nothing else ever ran', async () => {
    const silent = {
      ...workspace.store,
      queues: { ...workspace.store.queues, enqueueScore: async () => ({ queued: false }) },
    };
    const accepted = await acceptFlag(silent, analyst, invent(), { idempotencyKey: freshKey() });
    const elsewhere = await owner.query(
      `select score_due_at is not null as due from items join flags on items.id = item_id where flags.id = $1`,
      [accepted.flagId],
    );
    expect(elsewhere.rows).toEqual([{ due: true }]);
  });

  it('that comes again under its key is the same flag; the database knows it too', async () => {
    const flag = invent();
    const idempotencyKey = freshKey();
    const first = await acceptFlag(workspace.store, analyst, flag, { idempotencyKey });
    expect(await acceptFlag(workspace.store, analyst, flag, { idempotencyKey })).toEqual(first);
    for (const [who, pool] of logins()) {
      const again = pool.query(
        `insert into flags select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid()))).*
         from flags f where id = $1`,
        [first.flagId],
      );
      await expect(again, who).rejects.toMatchObject({ constraint: 'flags_idempotency_key' });
    }
  });
});

describe('a referral', () => {
  it('is in one batch, however many referrers ask at the same moment', async () => {
    const ready = await readyForGoogle(workspace.store, 6);
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        createBatches(workspace.store, referrer, { recipientId }, { idempotencyKey: freshKey() }),
      ),
    );
    const made = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    expect(made).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ slug: 'nothing-to-batch' });
    }
    const { rows } = await owner.query('select distinct batch_id from referrals where id = any($1)', [ready]);
    expect(rows).toEqual([{ batch_id: made[0]?.batchId }]);
  });

  it('of one item to one recipient exists once, whichever decision it names', async () => {
    const [referralId] = await readyForGoogle(workspace.store, 1, { severity: 3 });
    for (const [who, pool] of logins()) {
      const twin = pool.query(
        `insert into referrals (id, item_id, recipient_id, decision_id, imminent, rank)
         select gen_random_uuid(), r.item_id, r.recipient_id, d.id, false, 1
         from referrals r join decisions d on d.item_id = r.item_id and d.id <> r.decision_id where r.id = $1`,
        [referralId],
      );
      await expect(twin, who).rejects.toMatchObject({
        constraint: 'referrals_one_per_item_and_recipient',
      });
    }
  });

  it('that was sent never comes into another batch, not even in two steps', async () => {
    const [sent = '', other = ''] = await readyForGoogle(workspace.store, 2);
    const batchId = await batch([sent]);
    const elsewhere = await batch([other]);
    await finishBatch(workspace.store, batchId, []);
    await markBatchSent(workspace.store, referrer, {
      batchId,
      sentAt: new Date().toISOString(),
      reference: '',
    });
    for (const [who, pool] of logins()) {
      for (const [statement, ...values] of [
        ['update referrals set batch_id = $2 where id = $1', sent, elsewhere],
        ['update referrals set batch_id = null where id = $1', sent],
        [`update referrals set state = 'READY' where id = $1`, sent],
        [`update referrals set state = 'READY', batch_id = null where id = $1`, sent],
        [`update batches set state = 'BUILT' where id = $1`, batchId],
        [`update batches set state = 'CANCELLED' where id = $1`, batchId],
      ] as const) {
        await expect(pool.query(statement, [...values]), `${who}: ${statement}`).rejects.toMatchObject({
          code: 'LW003',
        });
      }
    }
    const again = createBatches(
      workspace.store,
      referrer,
      { recipientId, referralIds: [sent] },
      { idempotencyKey: freshKey() },
    );
    await expect(again).rejects.toMatchObject({ slug: 'conflict' });
  });
});
