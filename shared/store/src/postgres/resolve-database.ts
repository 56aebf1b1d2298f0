import { Client } from 'pg';
import type { Environment } from '../environment.ts';
import type { Logger } from '../logging.ts';
import { keepRunning } from '../processes/keep-running.ts';
import { applicationRole } from './ensure-application-database.ts';
import { findRunningPostgres, startPrivatePostgres } from './private-postgres.ts';

export type ResolvedDatabase = {
  /** Login that owns the schema; for migrations only. */
  ownerUrl: string;
  /** Login of the services. */
  appUrl: string;
  /** Stops a private Postgres; does nothing to one that was given. */
  stop: () => Promise<void>;
};

/**
 * The database to use: `DATABASE_URL` (and `DATABASE_OWNER_URL`), else a private Postgres in the data directory,
 * which is started and kept running until `stop()`.
 *
 * @param options.borrow for short commands: use a private Postgres that a running Lapwing holds, if there is one
 * @throws Error with a sentence when the given database cannot be reached or lacks a right
 */
export const resolveDatabase = async (
  environment: Pick<Environment, 'databaseUrl' | 'databaseOwnerUrl' | 'dataDirectory'>,
  { log, borrow = false }: { log: Logger; borrow?: boolean },
): Promise<ResolvedDatabase> => {
  const { databaseUrl, databaseOwnerUrl } = environment;
  const nothingToStop = async () => {};
  if (databaseUrl === undefined) {
    const { dataDirectory } = environment;
    const running = borrow ? await findRunningPostgres(dataDirectory, log) : undefined;
    if (running !== undefined) return { ...running, stop: nothingToStop };
    const start = () => startPrivatePostgres({ dataDirectory, log });
    const { first, stop } = await keepRunning(start, { what: 'the private Postgres', log });
    return { ownerUrl: first.ownerUrl, appUrl: first.appUrl, stop };
  }
  if (databaseOwnerUrl !== undefined) {
    return { ownerUrl: databaseOwnerUrl, appUrl: databaseUrl, stop: nothingToStop };
  }
  await ensureApplicationRole(databaseUrl);
  return { ownerUrl: databaseUrl, appUrl: withRole(databaseUrl), stop: nothingToStop };
};

/** The same login, switched to the services' role as soon as it connects. */
const withRole = (databaseUrl: string): string => {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options');
  url.searchParams.set('options', `${given === null ? '' : `${given} `}-c role=${applicationRole}`);
  return url.href;
};

const ensureApplicationRole = async (databaseUrl: string): Promise<void> => {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw new Error('The Postgres of DATABASE_URL could not be reached.', { cause: error });
  }
  try {
    const existing = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [applicationRole]);
    if (existing.rowCount === 0) await client.query(`CREATE ROLE ${applicationRole} NOLOGIN`);
    if (!(await canSwitchRole(client))) await client.query(`GRANT ${applicationRole} TO CURRENT_USER`);
  } catch (error) {
    throw new Error(
      `The login of DATABASE_URL can neither create nor use the role ${applicationRole}. Create it as a superuser ` +
        `(CREATE ROLE ${applicationRole} NOLOGIN; GRANT ${applicationRole} TO <login>), or set DATABASE_OWNER_URL too.`,
      { cause: error },
    );
  } finally {
    await client.end();
  }
};

/** Tried rather than looked up: which catalogue answers this differs between versions of Postgres. */
const canSwitchRole = async (client: Client): Promise<boolean> => {
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL ROLE ${applicationRole}`);
    return true;
  } catch {
    return false;
  } finally {
    await client.query('ROLLBACK');
  }
};
