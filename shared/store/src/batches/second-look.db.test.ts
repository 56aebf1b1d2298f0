import { eq } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestDelivery } from '../deliveries/request-delivery.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { audit } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { askForSecondLook } from '../testing/ask-for-second-look.ts';
import { deliverByWebhook, WEBHOOK_URL } from '../testing/deliver-by-webhook.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { urgentBatch } from '../testing/urgent-batch.ts';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { batchWorksheet } from './batch-worksheet.ts';
import { cancelBatch } from './cancel-batch.ts';
import { createBatches } from './create-batches.ts';
import { finishBatch } from './finish-batch.ts';
import { getBatch } from './get-batch.ts';
import { markBatchSent } from './mark-batch-sent.ts';
import { releaseBatch } from './release-batch.ts';

let workspace: TestWorkspace;
let store: Store;
let owner: pg.Pool;
let maker: Actor;
let second: Actor;
let google: string;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  store = workspace.store;
  owner = new pg.Pool({ connectionString: workspace.database.ownerUrl, max: 1 });
  await ensureReadyMadeRecipients(store);
  maker = await addPerson(store, ['referrer']);
  second = await addPerson(store, ['referrer']);
  google = await recipientBySlug(store, 'google');
  await deliverByWebhook(store, google);
  await askForSecondLook(store, google);
});
afterAll(async () => {
  await owner.end();
  await workspace.close();
});

const builtBatch = async (): Promise<string> => {
  const referralIds = await readyForGoogle(store, 1);
  const input = { recipientId: google, referralIds };
  const [batch] = await createBatches(store, maker, input, { idempotencyKey: freshKey() });
  const batchId = batch?.batchId ?? '';
  await finishBatch(store, batchId, []);
  return batchId;
};
const send = (batchId: string) =>
  markBatchSent(store, maker, { batchId, sentAt: new Date().toISOString(), reference: '' });
const deliver = (batchId: string) => requestDelivery(store, maker, { batchId, destination: WEBHOOK_URL });
const refusal = (code: string) => ({ slug: 'conflict', errors: [{ code }] });

describe('a batch that is held for a second look', () => {
  it('is sent by nobody before somebody else opened and released it, by anybody who may send after that', async () => {
    const batchId = await builtBatch();
    expect((await getBatch(store, batchId)).secondLook).toMatchObject({ releasedBy: null, releasedAt: null });
    await expect(send(batchId)).rejects.toMatchObject(refusal('second_look'));
    await expect(deliver(batchId)).rejects.toMatchObject(refusal('second_look'));
    await batchWorksheet(store, maker, batchId, 'Plover Foundation');
    await expect(releaseBatch(store, maker, batchId)).rejects.toMatchObject(refusal('own_batch'));
    await expect(releaseBatch(store, second, batchId)).rejects.toMatchObject(refusal('not_looked'));
    await batchWorksheet(store, second, batchId, 'Plover Foundation');
    const view = await releaseBatch(store, second, batchId);
    expect(view).toMatchObject({
      state: 'BUILT',
      secondLook: { releasedBy: expect.stringMatching(/plover/) },
    });
    expect(view.secondLook?.releasedBy).not.toBe(view.secondLook?.madeBy);
    await expect(releaseBatch(store, second, batchId)).rejects.toMatchObject({ slug: 'conflict' });
    expect(await deliver(batchId)).toMatchObject({ delivery: { state: 'WAITING' } });
    const rows = await store.db.select().from(audit).where(eq(audit.subjectId, batchId));
    expect(rows.filter(({ verb }) => verb === 'BATCH_RELEASED')).toMatchObject([
      { actorId: second.personId, details: { madeBy: maker.personId } },
    ]);
  });

  it('stays held by the settings it was made with, and others are not', async () => {
    const held = await builtBatch();
    await askForSecondLook(store, google, false);
    const free = await builtBatch();
    await askForSecondLook(store, google, true);
    await expect(send(held)).rejects.toMatchObject(refusal('second_look'));
    expect(await send(free)).toMatchObject({ state: 'SENT', secondLook: null });
  });

  it('can be cancelled by who found something wrong, and is released no more', async () => {
    const batchId = await builtBatch();
    await batchWorksheet(store, second, batchId, 'Plover Foundation');
    await cancelBatch(store, second, batchId);
    await expect(releaseBatch(store, second, batchId)).rejects.toMatchObject({ slug: 'conflict' });
  });

  it('is none of imminent danger, which does not wait', async () => {
    const { batchId } = await urgentBatch(store, maker);
    await finishBatch(store, batchId, []);
    expect((await getBatch(store, batchId)).secondLook).toBeNull();
    expect(await send(batchId)).toMatchObject({ state: 'SENT' });
  });

  it('is held by the database too, for whoever writes past the verbs', async () => {
    const batchId = await builtBatch();
    await expect(
      owner.query(`update batches set state = 'SENT', sent_at = now() where id = $1`, [batchId]),
    ).rejects.toThrow('batches_second_look');
    await expect(
      owner.query('update batches set released_by = created_by, released_at = now() where id = $1', [
        batchId,
      ]),
    ).rejects.toThrow('batches_released_by_another');
  });
});
