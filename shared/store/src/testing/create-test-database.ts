import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { inject } from 'vitest';
import { migrate, migrationsFolder } from '../migrate.ts';
import { ownerRole } from '../postgres/ensure-application-database.ts';
import type { TestServers } from './global-setup.ts';

export type TestDatabase = {
  /** Logs in as `lapwing_owner`: may do everything in this database. */
  ownerUrl: string;
  /** Logs in as `lapwing_app`, with the rights the services have. */
  appUrl: string;
  /**
   * A Redis database of its own; undefined where the machine has no redis-server. BullMQ's keys need no prefix.
   * Give it to `connectRedis`, `new Redis(url)` or `REDIS_URL`.
   */
  redisUrl: string | undefined;
  /** Ends all sessions, drops the database, empties its Redis database. */
  drop: () => Promise<void>;
};

// Two workers must not build the template at the same time.
const templateLock = 4_702_111_235;

/**
 * A fresh, migrated database on the run's private Postgres, for one test file. Files whose name ends in
 * `.db.test.ts` or `.e2e.ts` have it; no set-up is needed:
 *
 * ```ts
 * import { afterAll, beforeAll, describe, expect, it } from 'vitest';
 * import { createTestDatabase, type TestDatabase } from '@lapwing/store/testing/create-test-database';
 *
 * let database: TestDatabase;
 * beforeAll(async () => { database = await createTestDatabase(); });
 * afterAll(() => database.drop());
 * ```
 *
 * It is a copy of a template to which the migrations were applied once per run (about 30 ms a copy).
 *
 * @param options.migrated false gives an empty database
 */
export const createTestDatabase = async ({ migrated = true } = {}): Promise<TestDatabase> => {
  const servers: TestServers = inject('lapwingTestServers');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(servers.superuserUrl, async (client) => {
    const template = migrated ? await ensureTemplate(client, servers.ownerUrl) : 'template0';
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${ownerRole}`);
  });
  const redisUrl = servers.redisUrl === null ? undefined : await claimRedisDatabase(servers.redisUrl);
  return {
    ownerUrl: inDatabase(servers.ownerUrl, name),
    appUrl: inDatabase(servers.appUrl, name),
    redisUrl,
    drop: async () => {
      await asSuperuser(servers.superuserUrl, async (client) => {
        await untilLeft(client, name);
        await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      });
      if (redisUrl !== undefined) await withRedis(redisUrl, (redis) => redis.flushdb());
    },
  };
};

/** How long sessions that are being closed get before they are cut, in milliseconds. */
const leavingMilliseconds = 3_000;

/**
 * A pool's `end` resolves before its connections are gone. One that is cut meanwhile reports an error to nobody, which
 * would fail a test that is over.
 */
const untilLeft = async (client: Client, database: string): Promise<void> => {
  const deadline = Date.now() + leavingMilliseconds;
  while (Date.now() < deadline) {
    const sessions = await client.query('SELECT FROM pg_stat_activity WHERE datname = $1', [database]);
    if (sessions.rowCount === 0) return;
    await delay(10);
  }
};

const inDatabase = (connectionUrl: string, name: string): string => {
  const url = new URL(connectionUrl);
  url.pathname = `/${name}`;
  return url.href;
};

const asSuperuser = async (url: string, work: (client: Client) => Promise<unknown>): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};

/** Name of the migrated template, built on first use and again when a migration changes in watch mode. */
const ensureTemplate = async (client: Client, ownerUrl: string): Promise<string> => {
  const template = `template_${await hashOfMigrations()}`;
  await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
  try {
    const existing = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (existing.rowCount === 1) return template;
    const draft = `${template}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${draft}`);
    await client.query(`CREATE DATABASE ${draft} OWNER ${ownerRole}`);
    await migrate(inDatabase(ownerUrl, draft));
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
    return template;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [templateLock]);
  }
};

const hashOfMigrations = async (): Promise<string> => {
  const hash = createHash('sha256');
  for (const name of (await readdir(migrationsFolder)).filter((file) => file.endsWith('.sql')).sort()) {
    hash.update(name).update(await readFile(join(migrationsFolder, name)));
  }
  return hash.digest('hex').slice(0, 16);
};

const withRedis = async <Result>(url: string, work: (redis: Redis) => Promise<Result>): Promise<Result> => {
  const redis = new Redis(url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
};

/** Numbers are handed out by Redis itself, since workers run in several processes. */
const claimRedisDatabase = async (serverUrl: string): Promise<string> => {
  const number = await withRedis(serverUrl, (redis) => redis.incr('lapwing-test-databases'));
  return `${serverUrl}&db=${number}`;
};
