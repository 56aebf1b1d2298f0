import type { Environment } from '@lapwing/store/environment';
import type { Logger } from '@lapwing/store/logging';
import { migrate } from '@lapwing/store/migrate';
import { resolveDatabase } from '@lapwing/store/postgres/resolve-database';
import { preparePostgresQueues } from '@lapwing/store/queues/prepare-postgres-queues';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { resolveRedis } from '@lapwing/store/redis/resolve-redis';
import { loadSecrets } from '@lapwing/store/secrets';
import { openStore } from './open-store.ts';
import { requireFreePort } from './require-free-port.ts';
import { servicePrograms } from './supervise/service-programs.ts';
import {
  type ServiceProgram,
  type SupervisedService,
  superviseService,
} from './supervise/supervise-service.ts';

type Options = {
  environment: Environment;
  log: Logger;
  /** The programs to run instead of Lapwing's services. */
  programs?: (addresses: { appUrl: string; redisUrl: string | undefined }) => ServiceProgram[];
};

export type RunningLapwing = {
  services: readonly SupervisedService[];
  appUrl: string;
  redisUrl: string | undefined;
  /** Resolves when every service is ready. */
  ready: Promise<void>;
  /** Resolves with a sentence when a service gave up and Lapwing cannot work. */
  failed: Promise<string>;
  /** Services first, then Redis, then Postgres; within ten seconds. */
  stop: () => Promise<void>;
};

/**
 * Starts everything on one machine: database, Redis, migrations, services.
 *
 * @throws Error with a sentence for the person who starts Lapwing; whatever was started is stopped again
 */
export const startLapwing = async (options: Options): Promise<RunningLapwing> => {
  const { environment, log } = options;
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    await requireFreePort(environment.host, environment.port);
    await loadSecrets(environment);
    const database = await resolveDatabase(environment, { log });
    undo.push(database.stop);
    const redis = await resolveRedis(environment, { log });
    undo.push(redis.stop);
    const { applied } = await migrate(database.ownerUrl);
    if (applied > 0) log.info({ applied }, 'the schema is up to date');
    if (redis.redisUrl === undefined) await preparePostgresQueues(database.ownerUrl);
    await seed(database.appUrl, environment, log);

    const addresses = {
      appUrl: database.appUrl,
      redisUrl: redis.redisUrl,
      dataDirectory: environment.dataDirectory,
    };
    const programs = options.programs?.(addresses) ?? servicePrograms(addresses);
    const services = programs.map((program) => superviseService(program, log));
    undo.push(async () => {
      await Promise.all(services.map((service) => service.stop()));
    });
    return {
      services,
      appUrl: database.appUrl,
      redisUrl: redis.redisUrl,
      ready: Promise.all(services.map((service) => service.ready)).then(() => {}),
      failed: Promise.race(services.map((service) => service.gaveUp)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

const seed = async (appUrl: string, environment: Environment, log: Logger): Promise<void> => {
  const { store, close } = await openStore(appUrl, environment);
  try {
    const added = await ensureReadyMadeRecipients(store);
    if (added.length > 0) log.info({ added }, 'added the ready-made recipients');
  } finally {
    await close();
  }
};
