import { and, eq } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptFlag, flagContext } from '../flags/accept-flag.ts';
import { audit, items, scores } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { somebodyWaitsFor } from '../testing/somebody-waits.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { dueForScoring } from './due-for-scoring.ts';
import { loadScoringInput } from './load-scoring-input.ts';
import { type NewScore, recordScores } from './record-scores.ts';

const LATE_FLAG = 'ffffffff-0000-7000-8000-000000000001';

let workspace: TestWorkspace;
let analyst: Actor;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  analyst = await addPerson(workspace.store, ['analyst']);
});
afterAll(() => workspace.close());

const flagItem = async (overrides: Parameters<typeof invent>[0] = {}): Promise<string> =>
  (await acceptFlag(workspace.store, analyst, invent(overrides), { idempotencyKey: freshKey() })).itemId;

const itemOf = async (itemId: string) => {
  const [item] = await workspace.store.db.select().from(items).where(eq(items.id, itemId));
  if (!item) throw new Error('The item is not there');
  return item;
};

/** A score of what the classifier would read of the item now. */
const scoreOf = async (itemId: string, words: Partial<NewScore> = {}): Promise<NewScore> => {
  const [input] = await loadScoringInput(workspace.store, [itemId]);
  if (!input) throw new Error('There is nothing to score');
  return {
    itemId,
    inputHash: input.inputHash,
    dueAt: input.dueAt,
    modelVersion: 'test-1',
    risk: 0.9,
    probabilities: { GROOMING: 0.8 },
    abstained: false,
    ...words,
  };
};

const scored = (itemId: string) => workspace.store.db.select().from(scores).where(eq(scores.itemId, itemId));

describe('recordScores', () => {
  it('keeps the score, moves the item in the queue and nothing else of it', async () => {
    const itemId = await flagItem();
    const before = await itemOf(itemId);
    await recordScores(workspace.store, [await scoreOf(itemId)]);
    const after = await itemOf(itemId);
    expect(await scored(itemId)).toMatchObject([
      { modelVersion: 'test-1', probabilities: { GROOMING: 0.8 }, abstained: false },
    ]);
    expect(after.rank).toBeGreaterThan(before.rank);
    expect(after.reasons).toContainEqual({ kind: 'RISK', percent: 90 });
    expect(after).toEqual({
      ...before,
      risk: after.risk,
      scoredBy: 'test-1',
      rank: after.rank,
      reasons: after.reasons,
      scoreDueAt: null,
      changedAt: after.changedAt,
    });
    const log = await workspace.store.db
      .select({ actorId: audit.actorId, details: audit.details })
      .from(audit)
      .where(and(eq(audit.verb, 'ITEM_SCORED'), eq(audit.subjectId, itemId)));
    expect(log).toEqual([{ actorId: null, details: { modelVersion: 'test-1', abstained: false } }]);
  });

  it('does not let a low score push an item below a less pressing one', async () => {
    const urgent = await flagItem({ urgency: 'URGENT' });
    const routine = await flagItem();
    await recordScores(workspace.store, [
      await scoreOf(urgent, { risk: 0 }),
      await scoreOf(routine, { risk: 1 }),
    ]);
    expect((await itemOf(urgent)).rank).toBeGreaterThan((await itemOf(routine)).rank);
  });

  it('leaves an item of which the classifier is unsure where it stood, and says why it is', async () => {
    const itemId = await flagItem();
    const { rank } = await itemOf(itemId);
    await recordScores(workspace.store, [
      await scoreOf(itemId, { risk: 0.99, abstained: true, abstention: 'UNKNOWN_WORDS' }),
    ]);
    const item = await itemOf(itemId);
    expect(item).toMatchObject({ rank, abstained: true });
    expect(item.reasons).toContainEqual({ kind: 'UNSURE', because: 'UNKNOWN_WORDS' });
  });

  it('still says why it is unsure after another flag of the same text', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/440000000006';
    const itemId = await flagItem({ url });
    const score = await scoreOf(itemId, { abstained: true, abstention: 'TOO_CLOSE' });
    await recordScores(workspace.store, [score]);
    await flagItem({ url });
    await recordScores(workspace.store, [
      await scoreOf(itemId, { abstained: true, abstention: 'TOO_CLOSE' }),
    ]);
    const item = await itemOf(itemId);
    expect(item.scoreDueAt).toBeNull();
    expect(item.reasons).toContainEqual({ kind: 'UNSURE', because: 'TOO_CLOSE' });
  });

  it('keeps what moved the score, and the share of known words, with it', async () => {
    const itemId = await flagItem();
    const spans = [{ start: 0, end: 7, weight: 1.25, category: 'GROOMING' as const }];
    await recordScores(workspace.store, [await scoreOf(itemId, { knownWords: 0.5, spans })]);
    expect(await scored(itemId)).toMatchObject([{ knownWords: 0.5, spans }]);
    const unexplained = await flagItem();
    await recordScores(workspace.store, [await scoreOf(unexplained)]);
    expect(await scored(unexplained)).toMatchObject([{ knownWords: null, spans: null }]);
  });

  it('has one effect however often the same text is scored by the same version', async () => {
    const itemId = await flagItem();
    const score = await scoreOf(itemId);
    await Promise.all(Array.from({ length: 5 }, () => recordScores(workspace.store, [score])));
    await recordScores(workspace.store, [{ ...score, risk: 0.1 }]);
    expect(await scored(itemId)).toHaveLength(1);
    expect((await itemOf(itemId)).reasons).toContainEqual({ kind: 'RISK', percent: 90 });
    await recordScores(workspace.store, [{ ...score, dueAt: null, modelVersion: 'test-2', risk: 0.2 }]);
    expect(await scored(itemId)).toHaveLength(2);
    expect((await itemOf(itemId)).reasons).toContainEqual({ kind: 'RISK', percent: 20 });
  });

  it('leaves a newer intent to score due', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/440000000001';
    const itemId = await flagItem({ url });
    const old = await scoreOf(itemId);
    await acceptFlag(workspace.store, analyst, invent({ url, text: 'Another text of the same post' }), {
      idempotencyKey: freshKey(),
      now: new Date(Date.now() + 1_000),
    });
    await recordScores(workspace.store, [old]);
    expect((await itemOf(itemId)).scoreDueAt).not.toBeNull();
    const due = await dueForScoring(workspace.store, new Date(Date.now() + 60_000), 100);
    expect(due.map((entry) => entry.itemId)).toContain(itemId);
    const fresh = await scoreOf(itemId);
    expect(fresh.inputHash).not.toBe(old.inputHash);
    await recordScores(workspace.store, [fresh]);
    expect((await itemOf(itemId)).scoreDueAt).toBeNull();
  });

  it('never waits in a circle when batches name the same items in different orders', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => flagItem()));
    const wanted = await Promise.all(ids.map((itemId) => scoreOf(itemId)));
    await Promise.all([
      recordScores(workspace.store, wanted),
      recordScores(workspace.store, wanted.toReversed()),
      recordScores(workspace.store, [...wanted.slice(4), ...wanted.slice(0, 4)]),
    ]);
    for (const itemId of ids) expect(await scored(itemId)).toHaveLength(1);
  });

  it('leaves a flag due that was taken before the reading that was scored and committed after it', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/440000000003';
    const itemId = await flagItem({ url });
    const score = await scoreOf(itemId);
    const [received, late] = [
      score.dueAt ?? new Date(0),
      invent({ url, text: 'Words that nobody has scored' }),
    ];
    for (const now of [received, new Date(received.getTime() - 1)]) {
      await acceptFlag(workspace.store, analyst, late, { idempotencyKey: freshKey(), now });
      await recordScores(workspace.store, [score]);
      expect((await itemOf(itemId)).scoreDueAt).not.toBeNull();
    }
  });

  it('does not let a score of fewer texts that comes late replace that of all of them', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/440000000004';
    const itemId = await flagItem({ url });
    const late = await scoreOf(itemId, { risk: 0.1 });
    await flagItem({ url, text: 'Words that change everything' });
    await recordScores(workspace.store, [await scoreOf(itemId, { risk: 0.9 })]);
    await recordScores(workspace.store, [late]);
    expect(await itemOf(itemId)).toMatchObject({ risk: 0.9, scoreDueAt: null });
  });

  it('passes over items that do not exist', async () => {
    const itemId = await flagItem();
    const score = await scoreOf(itemId);
    const unknown = { ...score, itemId: '01990000-0000-7000-8000-000000000000' };
    await recordScores(workspace.store, [unknown]);
    await recordScores(workspace.store, [unknown, score]);
    expect(await scored(itemId)).toHaveLength(1);
  });

  it('keeps nothing when the audit row cannot be written', async () => {
    const itemId = await flagItem();
    const before = await itemOf(itemId);
    const score = await scoreOf(itemId);
    await withoutAudit(workspace.database, () =>
      expect(recordScores(workspace.store, [score])).rejects.toThrow(),
    );
    expect(await scored(itemId)).toEqual([]);
    expect(await itemOf(itemId)).toEqual(before);
  });
});

describe('loadScoringInput', () => {
  it('reads every different text once, oldest first, and at most 5,000 characters', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/440000000002';
    const texts = ['First text', 'Second text', 'First text', 'ข'.repeat(4_995)];
    for (const text of texts) await flagItem({ url, text });
    const itemId = await flagItem({ url, text: '' });
    const [input] = await loadScoringInput(workspace.store, [itemId]);
    expect(input?.text.startsWith('First text\nSecond text\nขข')).toBe(true);
    expect(input?.text).toHaveLength(5_000);
  });

  it('never takes the intent of a flag without its text', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/440000000005';
    const itemId = await flagItem({ url, text: 'First text' });
    const owner = new Client({ connectionString: workspace.database.ownerUrl });
    await owner.connect();
    try {
      await owner.query('begin; lock table items in access exclusive mode');
      const reading = loadScoringInput(workspace.store, [itemId]);
      await somebodyWaitsFor(owner);
      await owner.query(
        `insert into flags select (jsonb_populate_record(flags, jsonb_build_object('id', $2::text,
          'idempotency_key', $2::text, 'text_sealed', $3::text))).* from flags where item_id = $1`,
        [itemId, LATE_FLAG, workspace.store.sealer.seal('Late text', flagContext(LATE_FLAG, 'text'))],
      );
      await owner.query("update items set score_due_at = '2040-01-01T00:00:00Z' where id = $1", [itemId]);
      await owner.query('commit');
      expect(await reading).toMatchObject([
        { text: 'First text\nLate text', dueAt: new Date('2040-01-01T00:00:00Z') },
      ]);
    } finally {
      await owner.end();
    }
  });

  it('gives an empty text where nobody saw one', async () => {
    const [input] = await loadScoringInput(workspace.store, [await flagItem({ text: '' })]);
    expect(input?.text).toBe('');
    expect(await loadScoringInput(workspace.store, [])).toEqual([]);
  });
});
