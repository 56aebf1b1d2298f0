import { createBatches } from '@lapwing/store/batches/create-batches';
import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { requestDelivery } from '@lapwing/store/deliveries/request-delivery';
import { silentLogger } from '@lapwing/store/logging';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { batches, recipients } from '@lapwing/store/schema/index';
import type { Actor } from '@lapwing/store/store';
import { deliverByWebhook } from '@lapwing/store/testing/deliver-by-webhook';
import { readyForGoogle, recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { usualPatience } from '../network/post-once.ts';
import { startDeliveries } from './start-deliveries.ts';

const patience = { timeout: 20_000, interval: 50 };

let workspace: TestWorkspace;
let referrer: Actor;
let google: string;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  await ensureReadyMadeRecipients(workspace.store);
  google = await recipientBySlug(workspace.store, 'google');
});
afterAll(() => workspace.close());

/** A batch that is due, to a recipient of its own at that host. */
const requestedBatch = async (slug: string, imminent = false): Promise<string> => {
  const { store } = workspace;
  const [like] = await store.db.select().from(recipients).where(eq(recipients.id, google));
  if (!like) throw new Error('Google is missing');
  const { configuration } = like;
  const [recipient] = await store.db
    .insert(recipients)
    .values({ slug, name: slug, active: true, configuration })
    .returning();
  const recipientId = recipient?.id ?? '';
  const host = `${slug}.platform.example`;
  const destination = `https://${host}/in`;
  await deliverByWebhook(store, recipientId, destination);
  await readyForGoogle(store, 1);
  const input = { recipientId: google };
  const [batch] = await createBatches(store, referrer, input, { idempotencyKey: freshKey() });
  const batchId = batch?.batchId ?? '';
  await finishBatch(store, batchId, []);
  await store.db.update(batches).set({ recipientId, imminent }).where(eq(batches.id, batchId));
  await requestDelivery(store, referrer, { batchId, destination });
  return host;
};

it('keeps nobody in danger waiting behind recipients that are slow', async () => {
  const asked: string[] = [];
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  for (const slug of ['slow-a', 'slow-b', 'slow-c', 'slow-d']) await requestedBatch(slug);
  const running = startDeliveries({
    store: workspace.store,
    organisation: 'Plover Foundation',
    network: {
      resolve: async (host) => {
        asked.push(host);
        await answered;
        throw new Error('There is no such name');
      },
      mayReach: () => false,
    },
    patience: usualPatience,
    mail: null,
    sshKey: '',
    sessions: new Map(),
    ncmec: null,
    log: silentLogger(),
  });
  try {
    await expect.poll(() => asked.length, patience).toBe(4);
    const usual = await requestedBatch('usual');
    const urgent = await requestedBatch('urgent', true);
    await expect.poll(() => asked, patience).toContain(urgent);
    expect(asked).not.toContain(usual);
    answer();
    await expect.poll(() => asked, patience).toContain(usual);
  } finally {
    answer();
    await running.stop();
  }
});
