import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptFlag } from '../flags/accept-flag.ts';
import { audit } from '../schema/index.ts';
import { loadScoringInput } from '../scores/load-scoring-input.ts';
import { type NewScore, recordScores } from '../scores/record-scores.ts';
import { createSealer } from '../sealing.ts';
import type { Actor } from '../store.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { openText } from './open-text.ts';

let workspace: TestWorkspace;
let analyst: Actor;
let reviewer: Actor;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  analyst = await addPerson(workspace.store, ['analyst']);
  reviewer = await addPerson(workspace.store, ['reviewer']);
});
afterAll(() => workspace.close());

const disclosures = (itemId: string) =>
  workspace.store.db
    .select({ actorId: audit.actorId, requestId: audit.requestId, details: audit.details })
    .from(audit)
    .where(and(eq(audit.verb, 'DISCLOSED_TEXT'), eq(audit.subjectId, itemId)));

describe('openText', () => {
  it('unseals texts and notes of every flag and puts on record who opened what', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/550000000001';
    const first = await acceptFlag(
      workspace.store,
      analyst,
      invent({ url, text: 'สวัสดี 🌊', note: 'A note' }),
      { idempotencyKey: freshKey() },
    );
    const second = await acceptFlag(workspace.store, analyst, invent({ url, text: '' }), {
      idempotencyKey: freshKey(),
    });
    expect(await openText(workspace.store, reviewer, first.itemId)).toEqual({
      texts: [
        { flagId: first.flagId, text: 'สวัสดี 🌊', note: 'A note', spans: [] },
        { flagId: second.flagId, text: '', note: '', spans: [] },
      ],
      reasonsFor: null,
    });
    expect(await disclosures(first.itemId)).toEqual([
      {
        actorId: reviewer.personId,
        requestId: reviewer.requestId,
        details: { flagIds: [first.flagId, second.flagId] },
      },
    ]);
  });

  it('shows nothing when the disclosure cannot be put on record', async () => {
    const { itemId } = await acceptFlag(workspace.store, analyst, invent(), { idempotencyKey: freshKey() });
    await withoutAudit(workspace.database, async () => {
      await expect(openText(workspace.store, reviewer, itemId)).rejects.toThrow();
    });
  });

  it('cannot be opened with another key', async () => {
    const { itemId } = await acceptFlag(workspace.store, analyst, invent(), { idempotencyKey: freshKey() });
    const thief = { ...workspace.store, sealer: createSealer(randomBytes(32)) };
    await expect(openText(thief, reviewer, itemId)).rejects.toThrow();
  });

  it('refuses an item that does not exist', async () => {
    const unknown = openText(workspace.store, reviewer, '01990000-0000-7000-8000-000000000000');
    await expect(unknown).rejects.toMatchObject({ slug: 'not-found' });
  });
});

describe('the reasons beside an opened text', () => {
  const flag = async (url: string, text: string) =>
    acceptFlag(workspace.store, analyst, invent({ url, text }), { idempotencyKey: freshKey() });
  const open = (itemId: string) => openText(workspace.store, reviewer, itemId);

  /** Scores what the classifier would read now, as if these words of it had moved the score. */
  const score = async (itemId: string, words: readonly string[], facts: Partial<NewScore> = {}) => {
    const [input] = await loadScoringInput(workspace.store, [itemId]);
    if (!input) throw new Error('There is nothing to score');
    const spans = words.map((word, index) => {
      const start = input.text.indexOf(word);
      return { start, end: start + word.length, weight: 3 - index, category: 'GROOMING' as const };
    });
    await recordScores(workspace.store, [
      {
        itemId,
        inputHash: input.inputHash,
        dueAt: input.dueAt,
        modelVersion: 'test-1',
        risk: 0.9,
        probabilities: { GROOMING: 0.9 },
        abstained: false,
        spans,
        ...facts,
      },
    ]);
  };
  const wordsOf = ({ texts }: Awaited<ReturnType<typeof open>>) =>
    texts.map(({ text, spans }) => spans.map(({ start, end }) => text.slice(start, end)));

  it('stand with every flag whose text has them, also where several wrote down the same', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/550000000002';
    const { itemId } = await flag(url, 'Our secret 🌊, wave');
    await flag(url, 'อย่าบอกใคร นะ');
    await flag(url, 'Our secret 🌊, wave');
    await flag(url, '');
    await score(itemId, ['secret', 'อย่าบอกใคร', 'wave']);
    const opened = await open(itemId);
    expect(opened.reasonsFor).toBe('test-1');
    expect(wordsOf(opened)).toEqual([['secret', 'wave'], ['อย่าบอกใคร'], ['secret', 'wave'], []]);
    expect(opened.texts[1]?.spans).toEqual([{ start: 0, end: 10, weight: 2, category: 'GROOMING' }]);
  });

  it('are gone as soon as the texts are no longer the ones that were scored, and back with the next score', async () => {
    const url = 'https://www.facebook.com/lapwing.example/posts/550000000003';
    const { itemId } = await flag(url, 'Keep this secret');
    await score(itemId, ['secret']);
    await flag(url, 'Somebody read it differently');
    const outdated = await open(itemId);
    expect(outdated.reasonsFor).toBeNull();
    expect(wordsOf(outdated)).toEqual([[], []]);
    await score(itemId, ['secret', 'Somebody'], { modelVersion: 'test-2' });
    const renewed = await open(itemId);
    expect(renewed.reasonsFor).toBe('test-2');
    expect(wordsOf(renewed)).toEqual([['secret'], ['Somebody']]);
  });

  it('are none where the version gave none, which is not the same as that nothing moved it', async () => {
    const [unexplained, unmoved] = [
      await flag('https://www.facebook.com/lapwing.example/posts/550000000004', 'One'),
      await flag('https://www.facebook.com/lapwing.example/posts/550000000005', 'Two'),
    ];
    await score(unexplained.itemId, [], { spans: undefined });
    await score(unmoved.itemId, []);
    expect((await open(unexplained.itemId)).reasonsFor).toBeNull();
    expect(await open(unmoved.itemId)).toMatchObject({ texts: [{ spans: [] }], reasonsFor: 'test-1' });
  });
});
