import type { Place } from '@lapwing/contracts/personal-data/find-personal-data';
import { findSchools, indexSchools, type SchoolIndex } from '@lapwing/contracts/personal-data/school-index';
import { schoolList } from '../schema/index.ts';
import type { Database, Store, Transaction } from '../store.ts';

/** The list that was used last, ready to be looked through: reading forty thousand names for every text would be slow. */
let ready: { digest: string; index: SchoolIndex } | null = null;

/**
 * Where a text names a school of the organisation's list. The list is the one that holds now, in every process.
 *
 * @param looking as of `findSchools`
 */
export async function schoolsNamed(
  db: Database | Transaction,
  text: string,
  looking?: { onlyCalled: boolean },
): Promise<Place[]> {
  const [list] = await db.select({ digest: schoolList.digest }).from(schoolList);
  if (!list) return [];
  if (ready?.digest !== list.digest) {
    const [row] = await db.select({ digest: schoolList.digest, keys: schoolList.keys }).from(schoolList);
    if (!row) return [];
    ready = { digest: row.digest, index: indexSchools(row.keys) };
  }
  return findSchools(ready.index, text, looking);
}

/** Where the words of somebody who is writing name a listed school. Nothing of them is kept. */
export async function searchSchools(store: Pick<Store, 'db'>, text: string): Promise<{ places: Place[] }> {
  return { places: await schoolsNamed(store.db, text) };
}
