import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';

const queryOnce = async (url: string, statement: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
};

describe('a database for tests', () => {
  let first: TestDatabase;
  let second: TestDatabase;
  beforeAll(async () => {
    first = await createTestDatabase({ migrated: false });
    second = await createTestDatabase({ migrated: false });
  });
  afterAll(async () => {
    await first.drop();
    await second.drop();
  });

  it('is separate from every other', async () => {
    await queryOnce(first.ownerUrl, 'CREATE TABLE only_here (id int)');
    await expect(queryOnce(second.ownerUrl, 'SELECT * FROM only_here')).rejects.toThrow('does not exist');
  });

  it('has an owner and an application login, of which only the owner may create tables', async () => {
    expect(await queryOnce(first.ownerUrl, 'SELECT current_user')).toEqual([
      { current_user: 'lapwing_owner' },
    ]);
    expect(await queryOnce(first.appUrl, 'SELECT current_user')).toEqual([{ current_user: 'lapwing_app' }]);
    await expect(queryOnce(first.appUrl, 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
  });

  it('speaks UTF-8 and UTC and listens on no network address', async () => {
    const rows = await queryOnce(
      first.ownerUrl,
      `SELECT current_setting('server_encoding') AS encoding, current_setting('timezone') AS zone,
              current_setting('listen_addresses') AS addresses`,
    );
    expect(rows).toEqual([{ encoding: 'UTF8', zone: 'UTC', addresses: '' }]);
  });
});
