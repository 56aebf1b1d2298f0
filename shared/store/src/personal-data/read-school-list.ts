import type { SchoolList, SchoolListView } from '@lapwing/contracts';
import { schoolList } from '../schema/index.ts';
import type { Database, Store, Transaction } from '../store.ts';

/** How many schools are on the organisation's list; version 0 while there is none. */
export function readSchoolList(store: Pick<Store, 'db'>): Promise<SchoolListView> {
  return schoolListView(store.db);
}

/** The list as it was put there. */
export async function exportSchoolList(store: Pick<Store, 'db'>): Promise<SchoolList> {
  const [row] = await store.db.select({ schools: schoolList.schools }).from(schoolList);
  return { schools: row?.schools ?? [] };
}

/** The list as it is answered, seen from inside a transaction or not. */
export async function schoolListView(db: Database | Transaction): Promise<SchoolListView> {
  const { version, schoolCount, keyCount, changedAt } = schoolList;
  const [row] = await db.select({ version, schoolCount, keyCount, changedAt }).from(schoolList);
  if (!row) return { version: 0, schools: 0, names: 0, updatedAt: null };
  return {
    version: row.version,
    schools: row.schoolCount,
    names: row.keyCount,
    updatedAt: row.changedAt.toISOString(),
  };
}
