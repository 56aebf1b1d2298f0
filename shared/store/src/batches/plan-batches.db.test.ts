import { eq } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { withdrawReferral } from '../referrals/withdraw-referral.ts';
import { referrals } from '../schema/index.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { somebodyWaitsFor } from '../testing/somebody-waits.ts';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { createBatches } from './create-batches.ts';

let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  await ensureReadyMadeRecipients(workspace.store);
});
afterAll(() => workspace.close());

const hold = async (table: 'items' | 'people', id: string): Promise<Client> => {
  const client = new Client({ connectionString: workspace.database.appUrl });
  await client.connect();
  await client.query('begin');
  await client.query(`select from ${table} where id = $1 for update`, [id]);
  return client;
};
const referralOf = async (id: string) => {
  const [found] = await workspace.store.db.select().from(referrals).where(eq(referrals.id, id));
  if (!found) throw new Error('The referral is not there');
  return found;
};

describe('planBatches', () => {
  it('takes only what it has locked: a referral that is ready a moment later can still be withdrawn', async () => {
    const { store } = workspace;
    const referrer = await addPerson(store, ['referrer']);
    const lead = await addPerson(store, ['lead']);
    const recipientId = await recipientBySlug(store, 'google');
    const [early = ''] = await readyForGoogle(store, 1);
    const item = await hold('items', (await referralOf(early)).itemId);
    const batching = createBatches(store, referrer, { recipientId }, { idempotencyKey: freshKey() });
    await somebodyWaitsFor(item);
    const [late = ''] = await readyForGoogle(store, 1);
    const person = await hold('people', referrer.personId);
    await item.end();
    await somebodyWaitsFor(person);
    await withdrawReferral(store, lead, { referralId: late, reason: 'Named twice' });
    await person.end();
    expect(await batching).toMatchObject([{ referralCount: 1 }]);
    expect(await referralOf(early)).toMatchObject({ state: 'BATCHED' });
    expect(await referralOf(late)).toMatchObject({ state: 'WITHDRAWN', batchId: null });
  });
});
