import { DecisionInput, type SchoolListInput } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimItem } from '../claims/claim-item.ts';
import { decide } from '../decisions/decide.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { agenciesWithoutNames } from '../referrals/agencies-without-names.ts';
import { audit } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { changeSchoolList } from './change-school-list.ts';
import { exportSchoolList, readSchoolList } from './read-school-list.ts';
import { searchSchools } from './schools-named.ts';

let workspace: TestWorkspace;
let admin: Actor;
beforeEach(async () => {
  workspace = await openTestWorkspace();
  admin = await addPerson(workspace.store, ['admin']);
});
afterEach(() => workspace.close());

const invented: SchoolListInput = {
  schools: [['โรงเรียนบ้านหนองตัวอย่าง', 'Nong Example'], ['บ้านหนองตัวอย่าง'], ['Green Valley']],
};
const change = (version: number, input = invented) =>
  changeSchoolList(workspace.store, admin, { version, input });
const named = async (text: string) =>
  (await searchSchools(workspace.store, text)).places.map(({ start, end }) => text.slice(start, end));

/** What an agency is called where it leaves. */
const leaves = async (agency: string) =>
  (await agenciesWithoutNames(workspace.store.db, [{ agency }]))[0]?.agency;

/** A confirmation with an explanation, by somebody who did not flag the item. */
const confirm = async (explanation: string, confirmedPersonalData: string[] = []) => {
  const { store } = workspace;
  const [analyst, reviewer] = [await addPerson(store, ['analyst']), await addPerson(store, ['reviewer'])];
  const { itemId } = await acceptFlag(store, analyst, invent({}), { idempotencyKey: freshKey() });
  const terms = { canAdjudicate: false };
  const { claimId, token, itemVersion } = {
    itemVersion: 1,
    ...(await claimItem(store, reviewer, itemId, { leaseMs: 60_000, ...terms })),
  };
  const words = { verdict: 'CONFIRM', category: 'GROOMING', severity: 2, explanation, confirmedPersonalData };
  return decide(store, reviewer, DecisionInput.parse({ ...words, claimId, token, itemVersion }), terms);
};

describe('the list of schools', () => {
  it('is what was put there last; schools of one name are found by it together', async () => {
    expect(await readSchoolList(workspace.store)).toEqual({
      version: 0,
      schools: 0,
      names: 0,
      updatedAt: null,
    });
    expect(await exportSchoolList(workspace.store)).toEqual({ schools: [] });
    const first = await change(0);
    expect(first).toMatchObject({ version: 1, schools: 3, names: 3, updatedAt: expect.any(String) });
    expect(await readSchoolList(workspace.store)).toEqual(first);
    expect(await exportSchoolList(workspace.store)).toEqual(invented);
  });

  it('is on record by how many and a digest, without its names', async () => {
    await change(0);
    await change(1, { schools: [] });
    const rows = await workspace.store.db
      .select({ actorId: audit.actorId, details: audit.details })
      .from(audit)
      .where(eq(audit.verb, 'SCHOOL_LIST_CHANGED'))
      .orderBy(audit.sequence);
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(rows).toEqual([
      {
        actorId: admin.personId,
        details: { version: 1, before: { schools: 0, digest: null }, after: { schools: 3, digest } },
      },
      {
        actorId: admin.personId,
        details: { version: 2, before: { schools: 3, digest }, after: { schools: 0, digest } },
      },
    ]);
  });

  it.each([0, 1])('is changed by one of several who saw version %i at once', async (version) => {
    if (version > 0) await change(0);
    const attempts = await Promise.allSettled([change(version), change(version), change(version + 1)]);
    expect(attempts.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    for (const attempt of attempts)
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ slug: 'stale' });
    const { version: reached } = await readSchoolList(workspace.store);
    expect(reached - version).toBe(attempts.filter(({ status }) => status === 'fulfilled').length);
  });

  it('is looked through as it is now, also when another process changed it', async () => {
    expect(await named('at Green Valley')).toEqual([]);
    await change(0);
    expect(await named('at Green Valley')).toEqual(['Green Valley']);
    await change(1, { schools: [['Blue Hill']] });
    expect(await named('at Green Valley or Blue Hill')).toEqual(['Blue Hill']);
  });

  it('keeps a decision from naming a school that nobody confirmed', async () => {
    await change(0);
    const text = 'Waits at Green Valley for pupils.';
    await expect(confirm(text)).rejects.toMatchObject({
      slug: 'invalid-request',
      errors: [
        { pointer: '/explanation', code: 'personal_data', detail: expect.stringContaining('10 to 21') },
      ],
    });
    expect(await confirm(text, ['Green Valley'])).toMatchObject({ itemState: 'CONFIRMED' });
  });

  it('keeps schools out of what agencies are called', async () => {
    await change(0);
    expect(await leaves('desk beside nong example school')).toBe('desk beside […] school');
    expect(await leaves('ตำรวจที่ รร.บ้านหนองตัวอย่าง')).toBe('ตำรวจที่ […]');
  });

  it('leaves police stations their names, though schools are called like their districts', async () => {
    await change(0, {
      schools: [
        ['โรงเรียนปากช่อง', 'Pak Chong School'],
        ['โรงเรียนพระประแดง', 'Phra Pradaeng'],
      ],
    });
    for (const agency of [
      'สถานีตำรวจภูธรปากช่อง',
      'สภ.ปากช่อง จ.นครราชสีมา',
      'สภ.พระประแดง',
      'Pak Chong Police Station',
      'Phra Pradaeng Police Station',
    ])
      expect(await leaves(agency)).toBe(agency);
    expect(await leaves('สภ.ปากช่อง ใกล้โรงเรียนปากช่อง')).toBe('สภ.ปากช่อง ใกล้[…]');
    expect(await named('เจอกันที่พระประแดง')).toEqual(['พระประแดง']);
  });
});
