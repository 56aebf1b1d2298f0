import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preparePostgresQueues } from '@lapwing/store/queues/prepare-postgres-queues';
import { createSealer } from '@lapwing/store/sealing';
import { loadSecrets } from '@lapwing/store/secrets';
import { openDatabase, type Store } from '@lapwing/store/store';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { type KillableRedis, killableRedis } from './killable-redis.ts';
import { privateDatabase, type StackDatabase } from './private-database.ts';
import { type ServiceName, type ServiceProcess, serviceProcess } from './service-process.ts';

export interface StackOptions<Database extends StackDatabase> {
  /**
   * The migrated database to use; the stack closes it. In a test file without a wish to kill Postgres, take
   * `sharedDatabase()`; else `privateDatabase()`.
   */
  database: Database;
  /** Where the stack keeps secrets, Redis and batches; removed at the end. Default: a new temporary folder. */
  dataDirectory?: string;
  /** The services that `startStack` starts; the others can be started later. Default: all. */
  start?: readonly ServiceName[];
  /** Settings beside those of the stack, by the names of docs/configuration.md. */
  settings?: Readonly<Record<string, string>>;
  /** False (default true) leaves Redis out, so that the queues live in Postgres. */
  redis?: boolean;
  /** Options for Node itself, for one service. */
  nodeArguments?: Partial<Record<ServiceName, readonly string[]>>;
}

/** Lapwing's services as real processes, on a database and a Redis of their own. */
export interface Stack<Database extends StackDatabase = StackDatabase> {
  /** Origin of API and console, without a slash at the end. */
  url: string;
  database: Database;
  /** Undefined where this machine has no redis-server, or where none was wanted. */
  redis: KillableRedis | undefined;
  services: Record<ServiceName, ServiceProcess>;
  /** The store under the rights of the services, for what a test sets up or looks at. It announces no jobs. */
  store: Store;
  /** The database under the rights of its owner, for what no service may do. */
  owner: pg.Pool;
  dataDirectory: string;
  stop(): Promise<void>;
}

const names = ['api', 'scorer', 'exporter'] as const;

/**
 * Starts Redis and the services of Lapwing on a given database; resolves when every one said that it is ready.
 *
 * ```ts
 * const stack = await startStack({ database: await sharedDatabase() });
 * const analyst = await addTokenHolder(stack, ['analyst']);
 * await postFlag(stack.url, analyst.token, inventFlag());
 * await stack.services.scorer.kill();   // SIGKILL
 * await stack.services.scorer.start();
 * await stack.stop();
 * ```
 *
 * Every process ends with the one that called this, however that ends.
 */
export async function startStack<Database extends StackDatabase>(
  options: StackOptions<Database>,
): Promise<Stack<Database>> {
  const { database } = options;
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'lapwing-stack-')));
  const undo: (() => Promise<void>)[] = [
    () => rm(dataDirectory, { recursive: true, force: true }),
    () => database.close(),
  ];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const redis = options.redis === false ? undefined : await killableRedis(dataDirectory);
    if (redis === undefined) await preparePostgresQueues(database.ownerUrl);
    else undo.push(() => redis.close());
    const store = await openStore(database.appUrl, dataDirectory);
    undo.push(() => store.pool.end());
    const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2, allowExitOnIdle: true });
    owner.on('error', () => {});
    undo.push(() => owner.end());

    const port = await freePort();
    const url = `http://localhost:${port}`;
    const settings = {
      DATABASE_URL: database.appUrl,
      ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
      LAPWING_DATA_DIR: dataDirectory,
      LAPWING_HOST: '127.0.0.1',
      LAPWING_PORT: String(port),
      LAPWING_PUBLIC_URL: url,
      LAPWING_RATE_LIMIT_PER_MINUTE: '10000000',
      LAPWING_ORGANISATION_NAME: 'Lapwing Test Trust',
      ...options.settings,
    };
    const prepare = (name: ServiceName): ServiceProcess =>
      serviceProcess(name, {
        settings,
        logFile: join(dataDirectory, `${name}.log`),
        nodeArguments: options.nodeArguments?.[name] ?? [],
      });
    const services = { api: prepare('api'), scorer: prepare('scorer'), exporter: prepare('exporter') };
    undo.push(async () => {
      await Promise.all(names.map((name) => services[name].stop()));
    });
    await Promise.all((options.start ?? names).map((name) => services[name].start()));
    return { url, database, redis, services, store, owner, dataDirectory, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A stack whose Postgres is its own and may be killed. */
export async function startPrivateStack(
  options: Omit<StackOptions<StackDatabase>, 'database' | 'dataDirectory'> & { durable?: boolean } = {},
): Promise<Stack<Awaited<ReturnType<typeof privateDatabase>>>> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'lapwing-stack-'));
  const { durable = true, ...rest } = options;
  const database = await privateDatabase(dataDirectory, { durable });
  return startStack({ ...rest, database, dataDirectory });
}

async function openStore(appUrl: string, dataDirectory: string): Promise<Store> {
  const { sealKey } = await loadSecrets({
    dataDirectory,
    sealKey: undefined,
    authSecret: undefined,
    signingKeyFile: undefined,
  });
  const unannounced = async () => ({ queued: false });
  return {
    ...openDatabase(appUrl, { connections: 4, applicationName: 'lapwing-stack' }),
    sealer: createSealer(sealKey),
    queues: {
      enqueueScore: unannounced,
      enqueueBatchBuild: unannounced,
      askSuggestion: async () => null,
      askPreview: async () => null,
      askReport: async () => null,
    },
  };
}
