import { createTestDatabase } from '@lapwing/store/testing/create-test-database';
import type { StackDatabase } from './private-database.ts';

/** A fresh database on the Postgres of the whole run of Vitest: quick to have, not to be killed. */
export async function sharedDatabase(): Promise<StackDatabase> {
  const { appUrl, ownerUrl, drop } = await createTestDatabase();
  return { appUrl, ownerUrl, close: drop };
}
