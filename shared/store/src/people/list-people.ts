import type { PeoplePage } from '@lapwing/contracts';
import type { Store } from '../store.ts';
import { readPeople } from './person-view.ts';

/** Everybody, oldest first. An organisation has tens of people, so there is one page. */
export async function listPeople(store: Pick<Store, 'db'>): Promise<PeoplePage> {
  return { people: await readPeople(store.db) };
}
