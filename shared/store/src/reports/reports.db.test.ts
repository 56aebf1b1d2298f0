import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { changeReportText } from './change-report-text.ts';
import { discloseReport } from './disclose-report.ts';
import { readReportText } from './read-report-text.ts';
import { takeReport } from './take-report.ts';

let workspace: TestWorkspace;
let lead: Actor;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  lead = await addPerson(workspace.store, ['lead']);
});
afterAll(() => workspace.close());

const wish = { year: 2025, format: 'pdf', language: 'en' } as const;
const write = (version: number, independence: string) =>
  changeReportText(workspace.store, lead, { version, input: { independence } });

describe('a report of a year', () => {
  it('by Article 22 is refused until somebody wrote how the organisation stays independent', async () => {
    const wished = () => discloseReport(workspace.store, lead, { ...wish, kind: 'dsa' });
    await expect(wished()).rejects.toMatchObject({
      errors: [{ pointer: '/kind', code: 'no_independence_text' }],
    });
    expect(await workspace.store.db.$count(audit, eq(audit.verb, 'DISCLOSED_REPORT'))).toBe(0);
    expect(await readReportText(workspace.store)).toEqual({ independence: '', updatedAt: null, version: 0 });
    expect(await write(0, ' No provider pays us. ')).toMatchObject({ version: 1 });
    expect(await wished()).toMatchObject({ independence: 'No provider pays us.', others: null });
  });

  it('is on record with what it tells, in which form, under which TLP', async () => {
    await discloseReport(workspace.store, lead, { ...wish, kind: 'donor' });
    const [row] = await workspace.store.db
      .select()
      .from(audit)
      .where(eq(audit.verb, 'DISCLOSED_REPORT'))
      .orderBy(desc(audit.sequence));
    expect(row).toMatchObject({
      actorId: lead.personId,
      subjectId: 'donor-2025',
      details: { format: 'pdf', language: 'en', tlp: 'CLEAR', tables: expect.arrayContaining(['month']) },
    });
  });

  it('is refused when no exporter answers', async () => {
    await expect(takeReport(workspace.store, lead, { ...wish, kind: 'donor' })).rejects.toMatchObject({
      slug: 'unavailable',
    });
  });
});

describe('the text of reports', () => {
  it('names nobody who works here', async () => {
    await addPerson(workspace.store, ['analyst'], 'Lamai Suksan');
    const { version } = await readReportText(workspace.store);
    await expect(write(version, 'Lamai Suksan sees to it.')).rejects.toMatchObject({
      errors: [{ pointer: '/independence', code: 'names_a_colleague' }],
    });
    expect(await readReportText(workspace.store)).toMatchObject({ version });
  });

  it('is not written over where somebody else changed it meanwhile', async () => {
    const { version } = await readReportText(workspace.store);
    const two = await Promise.allSettled([write(version, 'One'), write(version, 'Two')]);
    expect(two.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(two.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { slug: 'stale' } });
    await expect(write(version, 'Three')).rejects.toMatchObject({ slug: 'stale' });
    expect(await readReportText(workspace.store)).toMatchObject({ version: version + 1 });
  });
});
