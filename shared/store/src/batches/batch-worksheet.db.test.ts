import { referralRow } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { composeReferrals } from '../referrals/compose-referrals.ts';
import { audit, recipients } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { batchWorksheet } from './batch-worksheet.ts';
import { cancelBatch } from './cancel-batch.ts';
import { createBatches } from './create-batches.ts';
import { finishBatch } from './finish-batch.ts';

let workspace: TestWorkspace;
let referrer: Actor;
let google: string;
let batchId: string;
let referralIds: string[];
beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  await ensureReadyMadeRecipients(workspace.store);
  google = await recipientBySlug(workspace.store, 'google');
});
afterAll(() => workspace.close());
beforeEach(async () => {
  const { store } = workspace;
  referralIds = await readyForGoogle(store, 3);
  const input = { recipientId: google, referralIds };
  const [made] = await createBatches(store, referrer, input, { idempotencyKey: freshKey() });
  batchId = made?.batchId ?? '';
});

const worksheet = (by = referrer) => batchWorksheet(workspace.store, by, batchId, 'Plover Foundation');
const onRecord = () =>
  workspace.store.db
    .select()
    .from(audit)
    .where(and(eq(audit.verb, 'DISCLOSED_BATCH_WORKSHEET'), eq(audit.subjectId, batchId)));

describe('batchWorksheet', () => {
  it('has the fields of every referral in the order of the recipient, and says on record which', async () => {
    await finishBatch(workspace.store, batchId, []);
    const sheet = await worksheet();
    const [recipient] = await workspace.store.db.select().from(recipients).where(eq(recipients.id, google));
    expect(sheet.recipient).toBe(recipient?.name);
    expect(sheet.columns).toEqual(recipient?.configuration.fields);
    expect(sheet.referrals.map(({ referralId }) => referralId).toSorted()).toEqual(referralIds.toSorted());
    const composed = await composeReferrals(
      workspace.store.db,
      sheet.referrals.map(({ referralId }) => referralId),
    );
    expect(sheet.referrals.map(({ cells }) => cells)).toEqual(
      composed.map((referral) => referralRow(referral, sheet.columns)),
    );
    const [entry, ...others] = await onRecord();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ actorId: referrer.personId, details: { fields: sheet.columns } });
  });

  it('has the fields that were agreed on when the batch was made, whatever was changed since', async () => {
    const { store } = workspace;
    await finishBatch(store, batchId, []);
    const before = await worksheet();
    const [recipient] = await store.db.select().from(recipients).where(eq(recipients.id, google));
    if (!recipient) throw new Error('Google is missing');
    const { configuration } = recipient;
    const fewer = { ...configuration, fields: configuration.fields.slice(0, 3) };
    await store.db.update(recipients).set({ configuration: fewer }).where(eq(recipients.id, google));
    try {
      expect(await worksheet()).toEqual(before);
    } finally {
      await store.db.update(recipients).set({ configuration }).where(eq(recipients.id, google));
    }
  });

  it('is refused while the batch is being written and after it was cancelled, and is not on record then', async () => {
    await expect(worksheet()).rejects.toMatchObject({ slug: 'conflict' });
    await finishBatch(workspace.store, batchId, []);
    await cancelBatch(workspace.store, referrer, batchId);
    await expect(worksheet()).rejects.toMatchObject({ slug: 'conflict' });
    expect(await onRecord()).toEqual([]);
  });

  it('does not know other batches', async () => {
    batchId = '0199a1c2-0000-7000-8000-000000000009';
    await expect(worksheet()).rejects.toMatchObject({ slug: 'not-found' });
  });
});
