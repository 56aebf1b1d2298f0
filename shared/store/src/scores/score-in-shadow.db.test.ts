import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptFlag } from '../flags/accept-flag.ts';
import { getItem } from '../items/get-item.ts';
import { addModel } from '../models/add-model.ts';
import { ensureShippedModel } from '../models/ensure-shipped-model.ts';
import { promoteModel } from '../models/promote-model.ts';
import { rollBackModel } from '../models/roll-back-model.ts';
import { startShadow } from '../models/start-shadow.ts';
import { audit, items, modelVersions, scores } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { confirmItem } from '../testing/confirmed-item.ts';
import { someModel } from '../testing/some-model.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { loadScoringInput, type ScoringInput } from './load-scoring-input.ts';
import { recordScores } from './record-scores.ts';
import { rescoreOpenItems } from './rescore-open-items.ts';
import { scoreInShadow } from './score-in-shadow.ts';

const [champion, challenger] = [someModel(), someModel()];
let workspace: TestWorkspace;
let admin: Actor;
let analyst: Actor;
beforeEach(async () => {
  workspace = await openTestWorkspace();
  admin = await addPerson(workspace.store, ['admin']);
  analyst = await addPerson(workspace.store, ['analyst']);
  await ensureShippedModel(workspace.store, champion);
  await addModel(workspace.store, admin, challenger);
  await startShadow(workspace.store, admin, challenger.version);
});
afterEach(() => workspace.close());

const flagItem = async (): Promise<string> =>
  (await acceptFlag(workspace.store, analyst, invent(), { idempotencyKey: freshKey() })).itemId;

const recordAs = async (version: string, itemId: string, risk: number, checkShare = 0): Promise<void> => {
  const [input] = await loadScoringInput(workspace.store, [itemId]);
  if (!input) throw new Error('There is nothing to score');
  const { inputHash, dueAt } = input;
  await recordScores(
    workspace.store,
    [{ itemId, inputHash, dueAt, modelVersion: version, risk, probabilities: {}, abstained: false }],
    { checkShare },
  );
};

const rowOf = async (itemId: string) => {
  const [item] = await workspace.store.db.select().from(items).where(eq(items.id, itemId));
  if (!item) throw new Error('The item is not there');
  return item;
};

const shadowOf =
  (risk: number, seen: ScoringInput[] = []) =>
  (inputs: readonly ScoringInput[]) => {
    seen.push(...inputs);
    return Promise.resolve(inputs.map(() => ({ risk, probabilities: {}, abstained: false })));
  };

const inShadow = (score: ReturnType<typeof shadowOf>, since = new Date(0)) =>
  scoreInShadow(workspace.store, { version: challenger.version, since }, score);

const ofChallenger = () =>
  workspace.store.db.select().from(scores).where(eq(scores.modelVersion, challenger.version));

describe('a challenger', () => {
  it('scores what the champion scored, and moves no item (rule 4)', async () => {
    const itemId = await flagItem();
    await recordAs(champion.version, itemId, 0.2);
    const before = await rowOf(itemId);
    expect(await inShadow(shadowOf(0.99))).toMatchObject({ more: false });
    expect(await ofChallenger()).toMatchObject([{ itemId, shadow: true }]);
    expect(await rowOf(itemId)).toEqual(before);
    const detail = await getItem(workspace.store, { ...admin, roles: ['reviewer'] }, itemId);
    expect(detail.score).toMatchObject({ modelVersion: champion.version });
    expect(detail.history.map(({ verb }) => verb)).toEqual(['FLAG_ACCEPTED', 'ITEM_SCORED']);
    const [log] = await workspace.store.db
      .select({ actorId: audit.actorId, details: audit.details })
      .from(audit)
      .where(
        sql`${audit.verb} = 'ITEM_SCORED' and ${audit.details} ->> 'modelVersion' = ${challenger.version}`,
      );
    expect(log).toEqual({
      actorId: null,
      details: { modelVersion: challenger.version, abstained: false, shadow: true },
    });
  });

  it('scores each reading once, and again what was read anew', async () => {
    const itemId = await flagItem();
    await recordAs(champion.version, itemId, 0.2);
    const seen: ScoringInput[] = [];
    const { place } = await inShadow(shadowOf(0.5, seen));
    await inShadow(shadowOf(0.5, seen));
    await scoreInShadow(
      workspace.store,
      { version: challenger.version, since: new Date(0) },
      shadowOf(0.5, seen),
      place,
    );
    expect(seen).toHaveLength(1);
    const { canonicalUrl: url } = await rowOf(itemId);
    await acceptFlag(workspace.store, analyst, invent({ url, text: 'Other words' }), {
      idempotencyKey: freshKey(),
    });
    await recordAs(champion.version, itemId, 0.3);
    await inShadow(shadowOf(0.5, seen));
    expect(await ofChallenger()).toHaveLength(2);
  });

  it('catches up on what is open, and leaves alone what was concluded before', async () => {
    const { itemId: concluded } = await confirmItem(workspace.store);
    const open = await flagItem();
    for (const itemId of [concluded, open]) await recordAs(champion.version, itemId, 0.2);
    await inShadow(shadowOf(0.5), new Date(Date.now() + 60_000));
    expect((await ofChallenger()).map(({ itemId }) => itemId)).toEqual([open]);
  });

  it('that fails leaves nothing behind, and what it failed at is done later', async () => {
    const itemId = await flagItem();
    await recordAs(champion.version, itemId, 0.2);
    await expect(inShadow(() => Promise.reject(new Error('The child ended')))).rejects.toThrow();
    expect(await ofChallenger()).toEqual([]);
    await inShadow(shadowOf(0.5));
    expect(await ofChallenger()).toHaveLength(1);
  });
});

describe('after a promotion', () => {
  const promote = () =>
    promoteModel(workspace.store, admin, { version: challenger.version, champion: champion.version });
  const rescored = async (version: string): Promise<string[]> =>
    (await rescoreOpenItems(workspace.store, version)).map(({ itemId }) => itemId);

  it('open items are due again, once, and stand by what the new champion says; rolling back undoes it', async () => {
    const itemId = await flagItem();
    await recordAs(champion.version, itemId, 0.2);
    await inShadow(shadowOf(0.8));
    await promote();
    expect(await rescored(challenger.version)).toEqual([itemId]);
    expect(await rescored(challenger.version)).toEqual([]);
    await recordAs(challenger.version, itemId, 0.8);
    expect(await rowOf(itemId)).toMatchObject({ scoredBy: challenger.version, scoreDueAt: null });
    expect((await rowOf(itemId)).reasons).toContainEqual({ kind: 'RISK', percent: 80 });

    await rollBackModel(workspace.store, admin, challenger.version);
    expect(await rescored(champion.version)).toEqual([itemId]);
    await recordAs(champion.version, itemId, 0.2);
    expect((await rowOf(itemId)).reasons).toContainEqual({ kind: 'RISK', percent: 20 });
    const detail = await getItem(workspace.store, { ...admin, roles: ['reviewer'] }, itemId);
    expect(detail.score).toMatchObject({ modelVersion: champion.version });
  });

  it('a scorer that has not followed yet does not take the new champion its word', async () => {
    const itemId = await flagItem();
    await recordAs(champion.version, itemId, 0.2);
    await promote();
    await rescored(challenger.version);
    await recordAs(challenger.version, itemId, 0.8);
    const { canonicalUrl: url, rank } = await rowOf(itemId);
    await acceptFlag(workspace.store, analyst, invent({ url, text: 'Other words' }), {
      idempotencyKey: freshKey(),
    });
    await recordAs(champion.version, itemId, 0.1);
    expect(await rowOf(itemId)).toMatchObject({ rank, scoredBy: challenger.version });
    expect((await rowOf(itemId)).scoreDueAt).not.toBeNull();
    // While no scorer can load the champion, another's word is better than none.
    await workspace.store.db
      .update(modelVersions)
      .set({ refused: 'MODEL_MISSING' })
      .where(eq(modelVersions.version, challenger.version));
    await recordAs(champion.version, itemId, 0.1);
    expect(await rowOf(itemId)).toMatchObject({ scoredBy: champion.version, scoreDueAt: null });
  });

  it('what was concluded keeps its score, and what waits among failed jobs is not tried for ever', async () => {
    const { itemId: concluded } = await confirmItem(workspace.store);
    const failed = await flagItem();
    for (const itemId of [concluded, failed]) await recordAs(champion.version, itemId, 0.2);
    await workspace.store.pool.query(
      `insert into dead_letters (id, queue, subject_id, error, attempts) values (gen_random_uuid(), 'score', $1, 'x', 5)`,
      [failed],
    );
    await promote();
    expect(await rescored(challenger.version)).toEqual([]);
  });
});

describe('items picked to check the model', () => {
  it('are marked and lifted at every share, the same ones every time, and keep the mark when flagged again', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 40; index += 1) ids.push(await flagItem());
    for (const itemId of ids) await recordAs(champion.version, itemId, 0, 0.5);
    const rows = await Promise.all(ids.map(rowOf));
    const picked = rows.filter(({ checkPercent }) => checkPercent !== null);
    expect(picked.length).toBeGreaterThan(1);
    expect(picked.length).toBeLessThan(25);
    for (const { reasons, rank, checkPercent } of picked) {
      expect(reasons).toContainEqual({ kind: 'SAMPLED' });
      expect(rank).toBe(200_000 + (checkPercent ?? 0) * 100 + 1);
    }
    for (const { reasons } of rows.filter(({ checkPercent }) => checkPercent === null))
      expect(reasons).not.toContainEqual({ kind: 'SAMPLED' });
    const [one] = picked;
    await acceptFlag(workspace.store, admin, invent({ url: one?.canonicalUrl ?? '', text: '' }), {
      idempotencyKey: freshKey(),
    });
    expect((await rowOf(one?.id ?? '')).reasons).toContainEqual({ kind: 'SAMPLED' });
  });
});
