import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { createTestDatabase, type TestDatabase } from './testing/create-test-database.ts';

const count = async (url: string, statement: string): Promise<number> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rowCount ?? 0;
  } finally {
    await client.end();
  }
};

describe('migrate', () => {
  let empty: TestDatabase;
  beforeAll(async () => {
    empty = await createTestDatabase({ migrated: false });
  });
  afterAll(() => empty.drop());

  it('applies each migration once, also when two processes start together', async () => {
    const [first, second] = await Promise.all([migrate(empty.ownerUrl), migrate(empty.ownerUrl)]);
    const recorded = await count(empty.ownerUrl, 'SELECT 1 FROM drizzle.__drizzle_migrations');
    expect(first.applied + second.applied).toBe(recorded);
    expect(recorded).toBeGreaterThan(0);
    expect(await migrate(empty.ownerUrl)).toEqual({ applied: 0 });
  });

  it('has been applied to a database for tests', async () => {
    const database = await createTestDatabase();
    expect(await migrate(database.ownerUrl)).toEqual({ applied: 0 });
    await database.drop();
  });

  it('leaves every table to the owner, none to the services', async () => {
    const foreign = "SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner <> 'lapwing_owner'";
    expect(await count(empty.ownerUrl, foreign)).toBe(0);
  });
});
