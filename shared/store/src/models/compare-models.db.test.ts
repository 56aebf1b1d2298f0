import type { FlagInput } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modelVersions, scores } from '../schema/index.ts';
import { loadScoringInput } from '../scores/load-scoring-input.ts';
import type { Actor } from '../store.ts';
import { confirmItem } from '../testing/confirmed-item.ts';
import { dismissItem } from '../testing/dismissed-item.ts';
import { someModel } from '../testing/some-model.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { addModel } from './add-model.ts';
import { compareModels } from './compare-models.ts';
import { ensureShippedModel } from './ensure-shipped-model.ts';
import { startShadow } from './start-shadow.ts';

const champion = { ...someModel(), riskThreshold: 0.55 };
const challenger = { ...someModel(), riskThreshold: 0.05 };
let workspace: TestWorkspace;
let admin: Actor;
beforeEach(async () => {
  workspace = await openTestWorkspace();
  admin = await addPerson(workspace.store, ['admin']);
  await ensureShippedModel(workspace.store, champion);
});
afterEach(() => workspace.close());

const challenge = async (): Promise<void> => {
  await addModel(workspace.store, admin, challenger);
  await startShadow(workspace.store, admin, challenger.version);
};

/** A decided item with what both models say of it; null leaves a score out. */
const judge = async (
  verdict: 'CONFIRM' | 'DISMISS',
  ours: number,
  theirs: number | null,
  flag: Partial<FlagInput> = {},
): Promise<string> => {
  const { itemId } =
    verdict === 'CONFIRM'
      ? await confirmItem(workspace.store, flag)
      : await dismissItem(workspace.store, flag);
  const [input] = await loadScoringInput(workspace.store, [itemId]);
  const row = { itemId, inputHash: input?.inputHash ?? '', probabilities: {}, abstained: false };
  await workspace.store.db.insert(scores).values({ ...row, modelVersion: champion.version, risk: ours });
  if (theirs !== null)
    await workspace.store.db
      .insert(scores)
      .values({ ...row, modelVersion: challenger.version, risk: theirs, shadow: true });
  return itemId;
};

const compare = (now?: Date) => compareModels(workspace.store, challenger.version, now);
const all = async () => (await compare()).rows[0];

describe('the comparison of champion and challenger', () => {
  it('measures both on the same decisions, per language, and says when they are too few', async () => {
    await challenge();
    for (let index = 0; index < 4; index += 1) {
      const language = index < 2 ? 'th' : 'en';
      await judge('CONFIRM', 0.4, 0.9, { language, text: `a ${index}` });
      await judge('DISMISS', 0.6, 0.1, { language, text: `b ${index}` });
    }
    const { rows, leftOut, unscored, budgetPerDay } = await compare();
    expect({ leftOut, unscored, budgetPerDay }).toEqual({ leftOut: 0, unscored: 0, budgetPerDay: 8 });
    expect(
      rows.map(({ lang, confirmed, dismissed, enough }) => [lang, confirmed, dismissed, enough]),
    ).toEqual([
      ['all', 4, 4, false],
      ['en', 2, 2, false],
      ['th', 2, 2, false],
    ]);
    const [row] = rows;
    expect(row?.auprc.challenger.value).toBe(1);
    expect(row?.auprc.champion.value).toBeLessThan(0.6);
    expect(row?.auprc.difference.low).toBeGreaterThan(0);
    expect(row?.ece.challenger.value).toBeCloseTo(0.1, 5);
    expect(row?.ece.champion.value).toBeCloseTo(0.6, 5);
  });

  it('holds each version to its own threshold: what it finds, and what it raises in vain', async () => {
    await challenge();
    for (let index = 0; index < 4; index += 1) {
      await judge('CONFIRM', index < 3 ? 0.6 : 0.52, 0.06, { text: `a ${index}` });
      await judge('DISMISS', 0.52, index < 2 ? 0.06 : 0.04, { text: `b ${index}` });
    }
    const { riskThresholds, rows } = await compare();
    expect(riskThresholds).toEqual({ champion: 0.55, challenger: 0.05 });
    expect(rows[0]?.foundAtThreshold).toMatchObject({
      champion: { value: 0.75 },
      challenger: { value: 1 },
      difference: { value: 0.25 },
    });
    expect(rows[0]?.raisedAtThreshold).toMatchObject({
      champion: { value: 0 },
      challenger: { value: 0.5 },
      difference: { value: 0.5 },
    });
    await workspace.store.db
      .update(modelVersions)
      .set({ riskThreshold: null })
      .where(eq(modelVersions.version, champion.version));
    const again = await compare();
    expect(again.riskThresholds).toEqual({ champion: null, challenger: 0.05 });
    expect(again.rows[0]?.raisedAtThreshold.champion.value).toBe(1);
  });

  it('measures recall at what reviewers do on a day', async () => {
    await challenge();
    for (let index = 0; index < 4; index += 1) {
      await judge('CONFIRM', 0.4, 0.9, { text: `a ${index}` });
      await judge('DISMISS', 0.6, 0.1, { text: `b ${index}` });
    }
    // Eight decisions in two days: four a day, but for the moments that the test took.
    const { rows, budgetPerDay } = await compare(new Date(Date.now() + 2 * 86_400_000));
    expect(budgetPerDay).toBe(4);
    expect(rows[0]?.recallAtBudget.challenger.value).toBeCloseTo(1, 3);
    expect(rows[0]?.recallAtBudget.champion.value).toBeCloseTo(0, 3);
  });

  it('leaves out what was decided before, and accounts of which that is true: it may have trained on them', async () => {
    await judge('CONFIRM', 0.5, null, { authorId: '42', text: 'Before' });
    await challenge();
    await judge('CONFIRM', 0.5, 0.6, { authorId: '42', text: 'Same account' });
    await judge('CONFIRM', 0.5, 0.6, { authorId: '43', text: 'Another account' });
    await judge('DISMISS', 0.5, null, { text: 'Not scored yet' });
    expect(await compare()).toMatchObject({ leftOut: 1, unscored: 1 });
    expect(await all()).toMatchObject({ confirmed: 1, dismissed: 0 });
  });

  it('compares only scores of the same text', async () => {
    await challenge();
    const itemId = await judge('CONFIRM', 0.5, null);
    await workspace.store.db.insert(scores).values({
      itemId,
      inputHash: 'of another text',
      modelVersion: challenger.version,
      risk: 1,
      probabilities: {},
      abstained: false,
      shadow: true,
    });
    expect(await compare()).toMatchObject({ unscored: 1 });
  });

  it('has rows without figures before anything was decided, and is refused for any other version', async () => {
    await challenge();
    expect(await all()).toMatchObject({
      lang: 'all',
      confirmed: 0,
      enough: false,
      auprc: { champion: { value: null, low: null, high: null } },
    });
    await expect(compareModels(workspace.store, champion.version)).rejects.toMatchObject({
      slug: 'conflict',
    });
    await workspace.store.db
      .update(modelVersions)
      .set({ state: 'AVAILABLE' })
      .where(eq(modelVersions.version, challenger.version));
    await expect(compare()).rejects.toMatchObject({ slug: 'conflict' });
  });
});
