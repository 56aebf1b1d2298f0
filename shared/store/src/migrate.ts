import { resolve } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';

/** Folder of the generated migrations. */
export const migrationsFolder = resolve(import.meta.dirname, '../migrations');

// Any number will do, as long as it is always the same.
const migrationLock = 4_702_111_234;

/**
 * Brings the schema up to date. Processes that start together wait for one another; all open migrations are
 * applied in one transaction, so that a failure changes nothing.
 *
 * @param ownerUrl login that owns the schema
 * @returns how many migrations were applied now
 */
export const migrate = async (ownerUrl: string): Promise<{ applied: number }> => {
  const client = new Client({ connectionString: ownerUrl, application_name: 'lapwing-migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const before = await countApplied(client);
    await applyMigrations(drizzle(client), { migrationsFolder });
    return { applied: (await countApplied(client)) - before };
  } finally {
    // Ending the session releases the lock.
    await client.end();
  }
};

const countApplied = async (client: Client): Promise<number> => {
  const table = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS exists`,
  );
  if (table.rows[0]?.exists !== true) return 0;
  const count = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM drizzle.__drizzle_migrations',
  );
  return count.rows[0]?.count ?? 0;
};
