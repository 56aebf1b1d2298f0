import { eq, inArray } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBatches } from '../batches/create-batches.ts';
import { claimItem } from '../claims/claim-item.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { silentLogger } from '../logging.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { batches, claims, items } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { startSweeper } from './start-sweeper.ts';
import { sweep } from './sweep.ts';

let workspace: TestWorkspace;
let analyst: Actor;
let reviewer: Actor;
/** What the sweeper announced, as ids. */
let announced: string[];

beforeAll(async () => {
  workspace = await openTestWorkspace();
  await ensureReadyMadeRecipients(workspace.store);
  analyst = await addPerson(workspace.store, ['analyst']);
  reviewer = await addPerson(workspace.store, ['reviewer', 'referrer']);
});
afterAll(() => workspace.close());
beforeEach(async () => {
  announced = [];
  await workspace.store.db.update(items).set({ scoreDueAt: null });
  await workspace.store.db.update(batches).set({ buildDueAt: null });
});

const sweepable = () => ({
  ...workspace.store,
  queues: {
    enqueueScores: async (jobs: readonly { itemId: string; dueAt: string }[]) => {
      announced.push(...jobs.map(({ itemId }) => itemId));
      return { queued: true };
    },
    enqueueBatchBuilds: async (jobs: readonly { batchId: string }[]) => {
      announced.push(...jobs.map(({ batchId }) => batchId));
      return { queued: true };
    },
  },
});

const flagItem = async (): Promise<string> =>
  (await acceptFlag(workspace.store, analyst, invent(), { idempotencyKey: freshKey() })).itemId;
const ago = (ms: number) => new Date(Date.now() - ms);

describe('sweep', () => {
  it('announces again what has been due for longer than its patience, the longest waiting first', async () => {
    const [recent, late, later] = [await flagItem(), await flagItem(), await flagItem()];
    await workspace.store.db
      .update(items)
      .set({ scoreDueAt: ago(60_000) })
      .where(eq(items.id, late));
    await workspace.store.db
      .update(items)
      .set({ scoreDueAt: ago(30_000) })
      .where(eq(items.id, later));
    expect(await sweep(sweepable(), { patienceMs: 10_000 })).toMatchObject({ worked: true, scores: 2 });
    expect(announced).toEqual([late, later]);
    expect(announced).not.toContain(recent);
    expect(await sweep(sweepable(), { patienceMs: 10_000, limit: 1 })).toMatchObject({ scores: 1 });
  });

  it('announces batches that ought to have been built', async () => {
    const referralIds = await readyForGoogle(workspace.store, 1);
    const [batch] = await createBatches(
      workspace.store,
      reviewer,
      { recipientId: await recipientBySlug(workspace.store, 'google'), referralIds },
      { idempotencyKey: freshKey() },
    );
    const batchId = batch?.batchId ?? '';
    await workspace.store.db
      .update(batches)
      .set({ buildDueAt: ago(60_000) })
      .where(eq(batches.id, batchId));
    expect(await sweep(sweepable(), { patienceMs: 10_000 })).toMatchObject({ batches: 1 });
    expect(announced).toContain(batchId);
  });

  it('ends claims that have run out, so that the items are free', async () => {
    const itemId = await flagItem();
    await claimItem(workspace.store, reviewer, itemId, { leaseMs: -1_000, canAdjudicate: false });
    expect(await sweep(sweepable(), { patienceMs: 10_000 })).toMatchObject({ claims: 1 });
    const [claim] = await workspace.store.db.select().from(claims).where(eq(claims.itemId, itemId));
    expect(claim?.state).toBe('EXPIRED');
  });

  it('does nothing while another sweeper is at work, and works again after it', async () => {
    const itemId = await flagItem();
    await workspace.store.db
      .update(items)
      .set({ scoreDueAt: ago(60_000) })
      .where(inArray(items.id, [itemId]));
    const other = new Client({ connectionString: workspace.database.appUrl });
    await other.connect();
    await other.query('select pg_advisory_lock(4702111200)');
    expect(await sweep(sweepable(), { patienceMs: 10_000 })).toMatchObject({ worked: false, scores: 0 });
    await other.end();
    await expect
      .poll(() => sweep(sweepable(), { patienceMs: 10_000 }))
      .toMatchObject({ worked: true, scores: 1 });
  });

  it('gives its lock back when it fails', async () => {
    const broken = {
      ...sweepable(),
      queues: { ...sweepable().queues, enqueueScores: () => Promise.reject(new Error('away')) },
    };
    await expect(sweep(broken, { patienceMs: 10_000 })).rejects.toThrow('away');
    expect(await sweep(sweepable(), { patienceMs: 10_000 })).toMatchObject({ worked: true });
  });
});

describe('startSweeper', () => {
  it('sweeps by itself until it is stopped', async () => {
    const itemId = await flagItem();
    await workspace.store.db
      .update(items)
      .set({ scoreDueAt: ago(60_000) })
      .where(eq(items.id, itemId));
    const sweeper = startSweeper(sweepable(), silentLogger());
    await expect.poll(() => announced, { timeout: 10_000 }).toContain(itemId);
    await sweeper.stop();
  });
});
