import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { JobQueues } from './queues/open-queues.ts';
import * as schema from './schema/index.ts';
import type { Sealer } from './sealing.ts';

export type Database = NodePgDatabase<typeof schema>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** Where machine work is announced. A lost announcement loses nothing: the sweeper finds what is still due. */
export type WorkQueues = Pick<
  JobQueues,
  'enqueueScore' | 'enqueueBatchBuild' | 'askSuggestion' | 'askPreview' | 'askReport'
>;

/** Everything a verb needs of the outside. */
export interface Store {
  pool: pg.Pool;
  db: Database;
  sealer: Sealer;
  queues: WorkQueues;
}

/** Who acts, for the audit log. Where a verb takes `Actor | null`, null is the machine. */
export interface Actor {
  personId: string;
  requestId: string | null;
}

/**
 * Opens a pool on the application's database. Connections are made when first needed; a statement that runs longer
 * than `statementTimeoutMs` (default 15 s) is cancelled, so that a locked row never holds a request for ever.
 */
export function openDatabase(
  url: string,
  options: { connections?: number; statementTimeoutMs?: number; applicationName?: string } = {},
): { pool: pg.Pool; db: Database } {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: options.statementTimeoutMs ?? 15_000,
    application_name: options.applicationName ?? 'lapwing',
    allowExitOnIdle: true,
  });
  // A connection that breaks, idle or in a transaction, must not end the process, which it would without a listener:
  // the pool replaces it, and whoever uses it learns it from the statement.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return { pool, db: drizzle(pool, { schema }) };
}
