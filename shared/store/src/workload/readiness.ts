import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { migrationsFolder } from '../migrate.ts';
import type { Store } from '../store.ts';

const Journal = z.object({ entries: z.array(z.object({ when: z.number() })) });

let newestMigration: Promise<number> | undefined;

async function readNewestMigration(): Promise<number> {
  const journal = Journal.parse(
    JSON.parse(await readFile(join(migrationsFolder, 'meta/_journal.json'), 'utf8')),
  );
  return Math.max(...journal.entries.map((entry) => entry.when));
}

/**
 * Whether the database answers and has every migration that this code was written for. One that is newer is fine:
 * that is an upgrade under way.
 *
 * @throws when the database does not answer
 */
export async function readiness(store: Pick<Store, 'pool'>): Promise<'ok' | 'not migrated'> {
  newestMigration ??= readNewestMigration();
  const result = await store.pool.query<{ newest: string | null }>(
    'select max(created_at)::text as newest from drizzle.__drizzle_migrations',
  );
  return Number(result.rows[0]?.newest ?? 0) >= (await newestMigration) ? 'ok' : 'not migrated';
}
