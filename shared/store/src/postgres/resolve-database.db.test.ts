import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { silentLogger } from '../logging.ts';
import { migrate } from '../migrate.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { resolveDatabase } from './resolve-database.ts';

const log = silentLogger();
const dataDirectory = '/nonexistent';

const query = async (url: string, statement: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
};

describe('resolveDatabase', () => {
  let database: TestDatabase;
  let singleLogin: string;
  beforeAll(async () => {
    database = await createTestDatabase({ migrated: false });
    const url = new URL(inject('lapwingTestServers').superuserUrl);
    url.pathname = new URL(database.ownerUrl).pathname;
    singleLogin = url.href;
  });
  afterAll(() => database.drop());

  it('uses both logins as they are when both are given', async () => {
    const { ownerUrl, appUrl } = database;
    const given = { databaseUrl: appUrl, databaseOwnerUrl: ownerUrl, dataDirectory };
    expect(await resolveDatabase(given, { log })).toMatchObject({ ownerUrl, appUrl });
  });

  it('migrates with a single login, whose services still cannot rewrite evidence', async () => {
    const given = { databaseUrl: singleLogin, databaseOwnerUrl: undefined, dataDirectory };
    const { ownerUrl, appUrl } = await resolveDatabase(given, { log });
    await migrate(ownerUrl);
    expect(await query(appUrl, 'SELECT current_user')).toEqual([{ current_user: 'lapwing_app' }]);
    expect(await query(appUrl, 'SELECT id FROM flags')).toEqual([]);
    await expect(query(appUrl, 'DELETE FROM flags')).rejects.toThrow('permission denied');
    await expect(query(appUrl, 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
  });

  it('says what to do when a single login has no right to the role of the services', async () => {
    const given = { databaseUrl: database.ownerUrl, databaseOwnerUrl: undefined, dataDirectory };
    await expect(resolveDatabase(given, { log })).rejects.toThrow(/GRANT lapwing_app TO.*DATABASE_OWNER_URL/);
  });

  it('says that the database cannot be reached, without its password', async () => {
    const databaseUrl = 'postgres://someone:hunter2@127.0.0.1:1/lapwing';
    const given = { databaseUrl, databaseOwnerUrl: undefined, dataDirectory };
    const refusal = await resolveDatabase(given, { log }).catch((error: unknown) => error);
    expect(String(refusal)).toContain('could not be reached');
    expect(String(refusal)).not.toContain('hunter2');
  });
});
