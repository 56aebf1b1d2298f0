import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptFlag } from '../flags/accept-flag.ts';
import { items, modelVersions, scores } from '../schema/index.ts';
import { confirmItem } from '../testing/confirmed-item.ts';
import { dismissItem } from '../testing/dismissed-item.ts';
import { someModel } from '../testing/some-model.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { addModel } from './add-model.ts';
import { ensureShippedModel } from './ensure-shipped-model.ts';
import { monitorModels } from './monitor-models.ts';

const champion = someModel();
let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await openTestWorkspace();
  await ensureShippedModel(workspace.store, champion);
});
afterEach(() => workspace.close());

const said = (itemId: string, risk: number, more: Partial<typeof scores.$inferInsert> = {}) =>
  workspace.store.db.insert(scores).values({
    itemId,
    inputHash: `of ${Math.random()}`,
    modelVersion: champion.version,
    risk,
    probabilities: {},
    abstained: false,
    scoredAt: new Date(Date.now() - 60 * 86_400_000),
    ...more,
  });

describe('agreement with reviewers', () => {
  it('is counted by week, with what was missed, what was a false alarm, and what was unsure', async () => {
    const confirmed = await Promise.all([1, 2, 3].map(() => confirmItem(workspace.store)));
    const dismissed = await Promise.all([1, 2].map(() => dismissItem(workspace.store)));
    await said(confirmed[0]?.itemId ?? '', 0.9);
    await said(confirmed[1]?.itemId ?? '', 0.2);
    await said(confirmed[2]?.itemId ?? '', 0.9, { abstained: true });
    await said(dismissed[0]?.itemId ?? '', 0.8);
    await said(dismissed[1]?.itemId ?? '', 0.1);
    const { agreement, champion: version } = await monitorModels(workspace.store);
    expect(version).toBe(champion.version);
    expect(agreement).toEqual([
      { week: expect.any(String), decisions: 4, agreed: 2, missed: 1, falseAlarms: 1, unsure: 1 },
    ]);
  });

  it('goes by the threshold of the version that gave the score, and by 50 % where none was kept', async () => {
    const [cautious, earlier] = [{ ...someModel(), riskThreshold: 0.8 }, someModel()];
    const admin = await addPerson(workspace.store, ['admin']);
    await addModel(workspace.store, admin, cautious);
    await addModel(workspace.store, admin, earlier);
    await workspace.store.db
      .update(modelVersions)
      .set({ riskThreshold: null })
      .where(eq(modelVersions.version, earlier.version));
    for (const modelVersion of [cautious.version, earlier.version]) {
      const { itemId } = await dismissItem(workspace.store);
      await said(itemId, 0.7, { modelVersion });
    }
    expect((await monitorModels(workspace.store)).agreement).toMatchObject([
      { decisions: 2, agreed: 1, falseAlarms: 1 },
    ]);
  });

  it('goes by what stood there when it was decided: no later score, and no challenger', async () => {
    const { itemId } = await confirmItem(workspace.store);
    await said(itemId, 0.9, { scoredAt: new Date(Date.now() + 60_000) });
    await said(itemId, 0.9, { shadow: true });
    expect((await monitorModels(workspace.store)).agreement).toEqual([]);
    await said(itemId, 0.1);
    expect((await monitorModels(workspace.store)).agreement).toMatchObject([{ missed: 1 }]);
  });
});

describe('drift', () => {
  const flagged = async (count: number, daysAgo: number, risk: number, knownWords: number | null) => {
    const analyst = await addPerson(workspace.store, ['analyst']);
    for (let index = 0; index < count; index += 1) {
      const flag = invent({ language: 'th', text: '' });
      const { itemId } = await acceptFlag(workspace.store, analyst, flag, { idempotencyKey: freshKey() });
      await workspace.store.db
        .update(items)
        .set({ firstFlaggedAt: new Date(Date.now() - daysAgo * 86_400_000) })
        .where(eq(items.id, itemId));
      await said(itemId, risk, { knownWords });
    }
  };

  it('is an alarm where the posts of the last week are scored unlike those before', async () => {
    await flagged(200, 20, 0.1, 0.9);
    await flagged(60, 2, 0.1, 0.9);
    await flagged(39, 2, 0.9, 0.2);
    const [few] = (await monitorModels(workspace.store)).drift;
    expect(few).toMatchObject({ lang: 'th', before: 200, now: 99, enough: false, alarm: false });
    await flagged(1, 2, 0.9, 0.2);
    const [row] = (await monitorModels(workspace.store)).drift;
    expect(row).toMatchObject({ now: 100, enough: true, alarm: true });
    expect(row?.risk).toBeGreaterThan(0.2);
    expect(row?.unknownWords).toBeGreaterThan(0.2);
  });

  it('has no figure of unknown words where none was recorded, and no rows without posts', async () => {
    expect((await monitorModels(workspace.store)).drift).toEqual([]);
    await flagged(2, 20, 0.1, null);
    await flagged(2, 2, 0.1, null);
    const [row] = (await monitorModels(workspace.store)).drift;
    expect(row).toMatchObject({ unknownWords: null, alarm: false });
    expect(row?.risk).toBeCloseTo(0, 5);
  });
});
