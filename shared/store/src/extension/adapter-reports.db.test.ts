import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adapterReports, audit } from '../schema/index.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { reportAdapter } from './report-adapter.ts';
import { sumAdapterReports } from './sum-adapter-reports.ts';

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await openTestWorkspace();
});
afterEach(() => workspace.close());

const report = (adapter: 'X' | 'VK' | 'WEB', extensionVersion = '1.2.0') =>
  reportAdapter(workspace.store, { adapter, extensionVersion });
const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

describe('reports of adapters that found nothing', () => {
  it('are summed up by adapter, the most troubled first, with the versions it happened to', async () => {
    expect(await sumAdapterReports(workspace.store)).toEqual({ days: 7, adapters: [] });
    await report('VK');
    await Promise.all([report('X'), report('X'), report('X', '1.3.0')]);
    const { adapters } = await sumAdapterReports(workspace.store);
    expect(adapters).toEqual([
      { adapter: 'X', times: 3, lastOn: dayBefore(0), extensionVersions: ['1.3.0', '1.2.0'] },
      { adapter: 'VK', times: 1, lastOn: dayBefore(0), extensionVersions: ['1.2.0'] },
    ]);
  });

  it('count for seven days, and are cleared after ninety', async () => {
    const earlier = [6, 7, 90, 91].map((days) => ({
      adapter: 'X' as const,
      extensionVersion: '1.0.0',
      day: dayBefore(days),
      times: 2,
    }));
    await workspace.store.db.insert(adapterReports).values(earlier);
    expect((await sumAdapterReports(workspace.store)).adapters).toEqual([
      { adapter: 'X', times: 2, lastOn: dayBefore(6), extensionVersions: ['1.0.0'] },
    ]);
    await report('WEB');
    const kept = await workspace.store.db.select({ day: adapterReports.day }).from(adapterReports);
    expect(kept.map(({ day }) => day).sort()).toEqual([90, 7, 6, 0].map(dayBefore));
  });

  it('stay countable when a day of them is full', async () => {
    const full = {
      adapter: 'X' as const,
      extensionVersion: '1.2.0',
      day: dayBefore(0),
      times: 2_147_483_647,
    };
    await workspace.store.db.insert(adapterReports).values(full);
    await report('X');
    await report('X', '1.3.0');
    expect((await sumAdapterReports(workspace.store)).adapters).toMatchObject([{ times: 2_147_483_647 }]);
  });

  it('keep counts and nothing else: no person, no time of day, no line in the log of changes', async () => {
    await report('X');
    expect(Object.keys((await workspace.store.db.select().from(adapterReports))[0] ?? {}).sort()).toEqual([
      'adapter',
      'day',
      'extensionVersion',
      'times',
    ]);
    expect(await workspace.store.db.select().from(audit)).toEqual([]);
  });
});
