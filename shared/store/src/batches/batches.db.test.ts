import type { FlagInput } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordLawEnforcement } from '../items/record-law-enforcement.ts';
import { changeRecipient } from '../recipients/change-recipient.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { listRecipients } from '../recipients/list-recipients.ts';
import { audit, batches, deliveries, items, referrals } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { confirmItem } from '../testing/confirmed-item.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { cancelBatch } from './cancel-batch.ts';
import { createBatches } from './create-batches.ts';
import { finishBatch } from './finish-batch.ts';
import { getBatch } from './get-batch.ts';
import { listBatches } from './list-batches.ts';
import { markBatchSent } from './mark-batch-sent.ts';
import { previewBatch } from './preview-batch.ts';

let workspace: TestWorkspace;
let referrer: Actor;
let google: string;
const imminent: Partial<FlagInput> = {
  urgency: 'IMMINENT',
  imminentDanger: { basis: ['PLANNED_MEETING'] },
};

beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  await ensureReadyMadeRecipients(workspace.store);
  google = await recipientBySlug(workspace.store, 'google');
});
afterAll(() => workspace.close());
beforeEach(async () => {
  // Nothing of an earlier test is ready.
  await workspace.store.db.update(referrals).set({ state: 'WITHDRAWN' }).where(eq(referrals.state, 'READY'));
});

const build = (idempotencyKey = freshKey(), referralIds?: string[], by = referrer) =>
  createBatches(
    workspace.store,
    by,
    { recipientId: google, ...(referralIds ? { referralIds } : {}) },
    { idempotencyKey },
  );
const onlyBatch = async (referralIds?: string[]) => {
  const [batch] = await build(freshKey(), referralIds);
  if (!batch) throw new Error('A batch was expected');
  return batch;
};
const stateOf = async (referralId: string) => {
  const [row] = await workspace.store.db.select().from(referrals).where(eq(referrals.id, referralId));
  return row?.state;
};
const verbsOf = async (batchId: string) =>
  (
    await workspace.store.db
      .select({ verb: audit.verb })
      .from(audit)
      .where(and(eq(audit.subjectKind, 'batch'), eq(audit.subjectId, batchId)))
      .orderBy(audit.sequence)
  ).map(({ verb }) => verb);
const tellPolice = async (referralId: string) => {
  const [row] = await workspace.store.db.select().from(referrals).where(eq(referrals.id, referralId));
  await recordLawEnforcement(workspace.store, referrer, row?.itemId ?? '', {
    kind: 'NOTICE',
    notifiedAt: new Date().toISOString(),
    agency: 'Police',
    reference: '1',
  });
};

describe('createBatches', () => {
  it('puts what is ready into one batch, announces it and puts it on record', async () => {
    const ids = await readyForGoogle(workspace.store, 3);
    const batch = await onlyBatch();
    expect(batch).toMatchObject({ state: 'BUILDING', referralCount: 3, imminent: false, files: [] });
    expect(workspace.announced).toContain(batch.batchId);
    expect(await verbsOf(batch.batchId)).toEqual(['BATCH_CREATED']);
    const inside = (await getBatch(workspace.store, batch.batchId)).referrals;
    expect(inside.map(({ referralId }) => referralId).sort()).toEqual([...ids].sort());
    expect(inside.map(({ state }) => state)).toEqual(['BATCHED', 'BATCHED', 'BATCHED']);
    await expect(build()).rejects.toMatchObject({ slug: 'nothing-to-batch' });
  });

  it('never takes more than the recipient does, most pressing first', async () => {
    const ids = await readyForGoogle(workspace.store, 11);
    const [urgent] = await readyForGoogle(workspace.store, 1, { urgency: 'URGENT' });
    const preview = await previewBatch(workspace.store, referrer, { recipientId: google });
    expect(preview).toMatchObject({ remaining: 2, held: [] });
    const batch = await onlyBatch();
    expect(batch.referralCount).toBe(10);
    const [first] = (await getBatch(workspace.store, batch.batchId)).referrals;
    expect(first?.referralId).toBe(urgent);
    expect((await onlyBatch()).referralCount).toBe(2);
    expect(ids).toHaveLength(11);
  });

  it('gives the same batches to the same key and body, and refuses another body', async () => {
    const ids = await readyForGoogle(workspace.store, 2);
    const key = freshKey();
    const first = await build(key);
    expect(await build(key)).toEqual(first);
    await expect(build(key, ids)).rejects.toMatchObject({ slug: 'idempotency-key-reused' });
    const somebodyElse = await addPerson(workspace.store, ['referrer']);
    await expect(build(key, undefined, somebodyElse)).rejects.toMatchObject({ slug: 'nothing-to-batch' });
  });

  it('puts every referral into one batch only, however many people build at the same moment', async () => {
    const ids = await readyForGoogle(workspace.store, 6);
    const key = freshKey();
    const settled = await Promise.allSettled([build(key), build(key), build(), build()]);
    const made = settled.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    expect(new Set(made.map(({ batchId }) => batchId)).size).toBe(1);
    for (const id of ids) expect(await stateOf(id)).toBe('BATCHED');
    const refusals = settled.filter((result) => result.status === 'rejected');
    for (const { reason } of refusals) expect(reason).toMatchObject({ slug: 'nothing-to-batch' });
  });

  it('sends imminent danger alone and only after law enforcement was told', async () => {
    const [pressing] = await readyForGoogle(workspace.store, 1, imminent);
    if (!pressing) throw new Error('A referral was expected');
    await expect(build()).rejects.toMatchObject({ slug: 'law-enforcement-first' });
    await readyForGoogle(workspace.store, 2);
    expect(await build()).toMatchObject([{ imminent: false, referralCount: 2 }]);
    await expect(build(freshKey(), [pressing])).rejects.toMatchObject({
      slug: 'law-enforcement-first',
      errors: [{ pointer: '/referralIds/0' }],
    });
    await tellPolice(pressing);
    await readyForGoogle(workspace.store, 2);
    expect(await build()).toMatchObject([
      { imminent: true, referralCount: 1 },
      { imminent: false, referralCount: 2 },
    ]);
  });

  it('holds back what a flag made imminent after it was confirmed', async () => {
    const [id] = await readyForGoogle(workspace.store, 1);
    const [row] = await workspace.store.db
      .select()
      .from(referrals)
      .where(eq(referrals.id, id ?? ''));
    await workspace.store.db
      .update(items)
      .set({ imminentBases: ['LIVE_NOW'] })
      .where(eq(items.id, row?.itemId ?? ''));
    await expect(build()).rejects.toMatchObject({ slug: 'law-enforcement-first' });
    await tellPolice(id ?? '');
    expect(await build()).toMatchObject([{ imminent: true, referralCount: 1 }]);
  });

  it('refuses a referral to another recipient, pointing at it', async () => {
    const [fitting] = await readyForGoogle(workspace.store, 1);
    const { made } = await confirmItem(workspace.store);
    const forMeta = made.referrals[0]?.referralId ?? '';
    await expect(build(freshKey(), [fitting ?? '', forMeta])).rejects.toMatchObject({
      slug: 'conflict',
      errors: [{ pointer: '/referralIds/1', code: 'not_ready' }],
    });
    expect(await stateOf(fitting ?? '')).toBe('READY');
  });

  it('sends nothing of a platform that the recipient does not take any more', async () => {
    await readyForGoogle(workspace.store, 1);
    const view = (await listRecipients(workspace.store)).find(({ slug }) => slug === 'google');
    if (!view) throw new Error('Google is missing');
    const { recipientId, slug, name, active, configuration } = view;
    const change = (version: number, platforms: typeof configuration.platforms) =>
      changeRecipient(workspace.store, referrer, {
        recipientId,
        version,
        input: { slug, name, active, configuration: { ...configuration, platforms } },
      });
    const changed = await change(view.version, ['GOOGLE']);
    await expect(build()).rejects.toMatchObject({ slug: 'nothing-to-batch' });
    await change(changed.version, configuration.platforms);
    expect(await build()).toHaveLength(1);
  });

  it('makes nothing when it cannot be put on record', async () => {
    const [id] = await readyForGoogle(workspace.store, 1);
    const before = await workspace.store.db.$count(batches);
    await withoutAudit(workspace.database, () => expect(build()).rejects.toThrow());
    expect(await workspace.store.db.$count(batches)).toBe(before);
    expect(await stateOf(id ?? '')).toBe('READY');
  });
});

describe('previewBatch', () => {
  it('shows the cells to the letter and puts the disclosure on record', async () => {
    const words = { explanation: '=HYPERLINK("https://example.org")' };
    const { made } = await confirmItem(
      workspace.store,
      { url: 'https://www.youtube.com/watch?v=previewed01' },
      words,
    );
    const preview = await previewBatch(workspace.store, referrer, { recipientId: google });
    const column = preview.columns.indexOf('explanation');
    expect(preview.batches[0]?.rows[0]?.[column]).toBe(`'${words.explanation}`);
    expect(preview.batches[0]?.referrals[0]?.referralId).toBe(made.referrals[0]?.referralId);
    const [entry] = await workspace.store.db
      .select()
      .from(audit)
      .where(eq(audit.verb, 'DISCLOSED_BATCH_PREVIEW'))
      .orderBy(audit.sequence);
    expect(entry).toMatchObject({ actorId: referrer.personId, subjectId: google });
    expect(await stateOf(made.referrals[0]?.referralId ?? '')).toBe('READY');
  });

  it('shows nothing when the disclosure cannot be put on record', async () => {
    await readyForGoogle(workspace.store, 1);
    await withoutAudit(workspace.database, () =>
      expect(previewBatch(workspace.store, referrer, { recipientId: google })).rejects.toThrow(),
    );
  });
});

describe('cancelBatch', () => {
  it('makes its referrals ready for another batch, with its audit row', async () => {
    const [id] = await readyForGoogle(workspace.store, 1);
    const batch = await onlyBatch();
    expect(await cancelBatch(workspace.store, referrer, batch.batchId)).toMatchObject({
      state: 'CANCELLED',
      referralCount: 0,
    });
    expect(await stateOf(id ?? '')).toBe('READY');
    expect(await verbsOf(batch.batchId)).toEqual(['BATCH_CREATED', 'BATCH_CANCELLED']);
    expect((await onlyBatch()).referralCount).toBe(1);
    await expect(cancelBatch(workspace.store, referrer, batch.batchId)).rejects.toThrow('not possible');
  });

  it('changes nothing when it cannot be put on record', async () => {
    const [id] = await readyForGoogle(workspace.store, 1);
    const batch = await onlyBatch();
    await withoutAudit(workspace.database, () =>
      expect(cancelBatch(workspace.store, referrer, batch.batchId)).rejects.toThrow(),
    );
    expect(await stateOf(id ?? '')).toBe('BATCHED');
    expect((await getBatch(workspace.store, batch.batchId)).state).toBe('BUILDING');
  });
});

describe('markBatchSent', () => {
  const sentNow = () => ({ sentAt: new Date().toISOString(), reference: 'form 12' });

  it('sends a built batch once, with a delivery and its audit row', async () => {
    const [id] = await readyForGoogle(workspace.store, 1);
    const { batchId } = await onlyBatch();
    await expect(markBatchSent(workspace.store, referrer, { batchId, ...sentNow() })).rejects.toThrow(
      'SEND is not possible in state BUILDING',
    );
    await finishBatch(workspace.store, batchId, []);
    expect(await markBatchSent(workspace.store, referrer, { batchId, ...sentNow() })).toMatchObject({
      state: 'SENT',
    });
    expect(await stateOf(id ?? '')).toBe('SENT');
    const delivered = await workspace.store.db
      .select()
      .from(deliveries)
      .where(eq(deliveries.batchId, batchId));
    expect(delivered).toMatchObject([{ transport: 'DOWNLOAD', reference: 'form 12', succeeded: true }]);
    expect(await verbsOf(batchId)).toEqual(['BATCH_CREATED', 'BATCH_BUILT', 'BATCH_SENT']);
    await expect(markBatchSent(workspace.store, referrer, { batchId, ...sentNow() })).rejects.toThrow();
    await expect(cancelBatch(workspace.store, referrer, batchId)).rejects.toThrow();
  });

  it('refuses a time in the future and one before the batch was made', async () => {
    await readyForGoogle(workspace.store, 1);
    const { batchId } = await onlyBatch();
    await finishBatch(workspace.store, batchId, []);
    for (const hours of [1, -1]) {
      const sentAt = new Date(Date.now() + hours * 3_600_000).toISOString();
      await expect(markBatchSent(workspace.store, referrer, { batchId, sentAt })).rejects.toMatchObject({
        slug: 'invalid-request',
        errors: [{ pointer: '/sentAt' }],
      });
    }
  });

  it('refuses a batch in which danger became imminent: police first, then a batch of its own that says so', async () => {
    const [id] = await readyForGoogle(workspace.store, 1);
    const { batchId } = await onlyBatch();
    await finishBatch(workspace.store, batchId, []);
    const [row] = await workspace.store.db
      .select()
      .from(referrals)
      .where(eq(referrals.id, id ?? ''));
    await workspace.store.db
      .update(items)
      .set({ imminentBases: ['LIVE_NOW'] })
      .where(eq(items.id, row?.itemId ?? ''));
    await expect(markBatchSent(workspace.store, referrer, { batchId, ...sentNow() })).rejects.toMatchObject({
      slug: 'law-enforcement-first',
    });
    await tellPolice(id ?? '');
    await expect(markBatchSent(workspace.store, referrer, { batchId, ...sentNow() })).rejects.toMatchObject({
      slug: 'conflict',
    });
    await cancelBatch(workspace.store, referrer, batchId);
    const anew = await onlyBatch();
    expect(anew.imminent).toBe(true);
    await finishBatch(workspace.store, anew.batchId, []);
    await markBatchSent(workspace.store, referrer, { batchId: anew.batchId, ...sentNow() });
    expect(await stateOf(id ?? '')).toBe('SENT');
  });

  it('changes nothing when it cannot be put on record', async () => {
    const [id] = await readyForGoogle(workspace.store, 1);
    const { batchId } = await onlyBatch();
    await finishBatch(workspace.store, batchId, []);
    await withoutAudit(workspace.database, () =>
      expect(markBatchSent(workspace.store, referrer, { batchId, ...sentNow() })).rejects.toThrow(),
    );
    expect(await stateOf(id ?? '')).toBe('BATCHED');
    expect(await workspace.store.db.$count(deliveries, eq(deliveries.batchId, batchId))).toBe(0);
  });
});

describe('listBatches', () => {
  it('pages through the batches of a recipient once, newest first', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listBatches(workspace.store, { recipientId: google, limit: 3, cursor });
      seen.push(...page.batches.map(({ batchId }) => batchId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const all = await workspace.store.db.$count(batches, eq(batches.recipientId, google));
    expect(new Set(seen).size).toBe(all);
    expect(seen).toHaveLength(all);
  });
});
