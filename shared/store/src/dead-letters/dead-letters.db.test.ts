import { and, eq } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBatches } from '../batches/create-batches.ts';
import { failBatchAttempt } from '../batches/fail-batch-attempt.ts';
import { MOST_ATTEMPTS } from '../batches/give-up-batch.ts';
import { loadBatchForBuilding } from '../batches/load-batch-for-building.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { audit, batches, deadLetters, items } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { somebodyWaitsFor } from '../testing/somebody-waits.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { deadLetterScore } from './dead-letter-score.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { retryDeadLetter } from './retry-dead-letter.ts';

let workspace: TestWorkspace;
let analyst: Actor;
let admin: Actor;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  await ensureReadyMadeRecipients(workspace.store);
  analyst = await addPerson(workspace.store, ['analyst', 'referrer']);
  admin = await addPerson(workspace.store, ['admin']);
});
afterAll(() => workspace.close());

const flagItem = async (): Promise<string> =>
  (await acceptFlag(workspace.store, analyst, invent(), { idempotencyKey: freshKey() })).itemId;
const itemOf = async (itemId: string) =>
  (await workspace.store.db.select().from(items).where(eq(items.id, itemId)))[0];
const open = async (subjectId: string) =>
  (await listDeadLetters(workspace.store)).filter((letter) => letter.subjectId === subjectId);
const recorded = (verb: 'JOB_DEAD_LETTERED' | 'DEAD_LETTER_RESOLVED', subjectId: string) =>
  workspace.store.db
    .select({ actorId: audit.actorId, details: audit.details })
    .from(audit)
    .where(and(eq(audit.verb, verb), eq(audit.subjectId, subjectId)));
const giveUp = (itemId: string) =>
  deadLetterScore(workspace.store, { itemId, error: 'The model did not answer', attempts: 5 });

describe('deadLetterScore', () => {
  it('leaves the item in the queue, unscored and no longer due, where an admin sees why', async () => {
    const itemId = await flagItem();
    await giveUp(itemId);
    const [letter] = await open(itemId);
    expect(letter).toMatchObject({ queue: 'score', error: 'The model did not answer', attempts: 5 });
    expect(await itemOf(itemId)).toMatchObject({ state: 'QUEUED', scoreDueAt: null, risk: null });
    expect(await recorded('JOB_DEAD_LETTERED', letter?.deadLetterId ?? '')).toEqual([
      { actorId: null, details: { queue: 'score', itemId, attempts: 5 } },
    ]);
  });

  it('does nothing for an item that is not due, or does not exist, and keeps a long error short', async () => {
    const itemId = await flagItem();
    await giveUp(itemId);
    await giveUp(itemId);
    expect(await open(itemId)).toHaveLength(1);
    await giveUp('01990000-0000-7000-8000-000000000000');
    const other = await flagItem();
    await deadLetterScore(workspace.store, { itemId: other, error: 'x'.repeat(2_000), attempts: 1 });
    expect((await open(other))[0]?.error).toHaveLength(500);
  });

  it('keeps nothing when the audit row cannot be written', async () => {
    const itemId = await flagItem();
    await withoutAudit(workspace.database, () => expect(giveUp(itemId)).rejects.toThrow());
    expect(await open(itemId)).toEqual([]);
    expect((await itemOf(itemId))?.scoreDueAt).not.toBeNull();
  });
});

describe('retryDeadLetter', () => {
  it('makes a score due again, announces it and puts it on record', async () => {
    const itemId = await flagItem();
    await giveUp(itemId);
    const [letter] = await open(itemId);
    const id = letter?.deadLetterId ?? '';
    workspace.announced.length = 0;
    await retryDeadLetter(workspace.store, admin, id);
    expect(workspace.announced).toEqual([itemId]);
    expect((await itemOf(itemId))?.scoreDueAt).not.toBeNull();
    expect(await open(itemId)).toEqual([]);
    expect(await recorded('DEAD_LETTER_RESOLVED', id)).toEqual([
      { actorId: admin.personId, details: { queue: 'score', subjectId: itemId } },
    ]);
  });

  it('makes a batch due again that was given up, with all its attempts', async () => {
    const referralIds = await readyForGoogle(workspace.store, 1);
    const [batch] = await createBatches(
      workspace.store,
      analyst,
      { recipientId: await recipientBySlug(workspace.store, 'google'), referralIds },
      { idempotencyKey: freshKey() },
    );
    const batchId = batch?.batchId ?? '';
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      await loadBatchForBuilding(workspace.store, batchId);
      await failBatchAttempt(workspace.store, batchId, 'The disk is full');
    }
    const [letter] = await open(batchId);
    expect(letter).toMatchObject({ queue: 'build-batch', error: 'The disk is full' });
    await retryDeadLetter(workspace.store, admin, letter?.deadLetterId ?? '');
    const [row] = await workspace.store.db.select().from(batches).where(eq(batches.id, batchId));
    expect(row).toMatchObject({ state: 'BUILDING', attempts: 0, lastError: null });
    expect(row?.buildDueAt).not.toBeNull();
    expect(workspace.announced.at(-1)).toBe(batchId);
  });

  it('is done once, also when two admins ask at the same moment', async () => {
    const itemId = await flagItem();
    await giveUp(itemId);
    const [letter] = await open(itemId);
    const results = await Promise.allSettled(
      [admin, analyst].map((actor) => retryDeadLetter(workspace.store, actor, letter?.deadLetterId ?? '')),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ slug: 'conflict' });
    }
  });

  it('waits for whoever is cancelling the batch without holding her up', async () => {
    await readyForGoogle(workspace.store, 1);
    const [batch] = await createBatches(
      workspace.store,
      analyst,
      { recipientId: await recipientBySlug(workspace.store, 'google') },
      { idempotencyKey: freshKey() },
    );
    const batchId = batch?.batchId ?? '';
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      await loadBatchForBuilding(workspace.store, batchId);
      await failBatchAttempt(workspace.store, batchId, 'The disk is full');
    }
    const letter = (await open(batchId))[0]?.deadLetterId ?? '';
    const canceller = new Client({ connectionString: workspace.database.appUrl });
    await canceller.connect();
    try {
      // The locks of cancelBatch, in its order.
      await canceller.query('begin');
      await canceller.query('select from batches where id = $1 for update', [batchId]);
      const refused = expect(retryDeadLetter(workspace.store, admin, letter)).rejects.toMatchObject({
        slug: 'conflict',
      });
      await somebodyWaitsFor(canceller);
      await canceller.query('update dead_letters set resolved_at = now() where id = $1', [letter]);
      await canceller.query('commit');
      await refused;
    } finally {
      await canceller.end();
    }
  });

  it('refuses one that does not exist', async () => {
    const unknown = retryDeadLetter(workspace.store, admin, '01990000-0000-7000-8000-000000000000');
    await expect(unknown).rejects.toMatchObject({ slug: 'not-found' });
  });

  it('keeps nothing when the audit row cannot be written', async () => {
    const itemId = await flagItem();
    await giveUp(itemId);
    const [letter] = await open(itemId);
    await withoutAudit(workspace.database, () =>
      expect(retryDeadLetter(workspace.store, admin, letter?.deadLetterId ?? '')).rejects.toThrow(),
    );
    expect(await open(itemId)).toHaveLength(1);
    const [row] = await workspace.store.db
      .select()
      .from(deadLetters)
      .where(eq(deadLetters.id, letter?.deadLetterId ?? ''));
    expect(row?.resolvedAt).toBeNull();
    expect((await itemOf(itemId))?.scoreDueAt).toBeNull();
  });
});
