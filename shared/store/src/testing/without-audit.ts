import { Client } from 'pg';
import type { TestDatabase } from './create-test-database.ts';

/** Runs `work` while the database takes no audit row: a change that cannot be put on record must fail whole. */
export async function withoutAudit<Result>(
  database: TestDatabase,
  work: () => Promise<Result>,
): Promise<Result> {
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    await owner.query('alter table audit add constraint audit_is_full check (false) not valid');
    return await work();
  } finally {
    await owner.query('alter table audit drop constraint audit_is_full');
    await owner.end();
  }
}
