import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import type { ServiceProgram } from './supervise-service.ts';

/** Services that make up Lapwing, in the order in which they are started. */
export const serviceNames = ['api', 'scorer', 'exporter'] as const;

/**
 * Options of Node for a service. Without them V8 lets garbage lie in memory that a laptop would rather have: the exporter,
 * idle, holds half as much with them.
 */
export const nodeArguments: Record<(typeof serviceNames)[number], readonly string[]> = {
  api: [],
  scorer: [],
  exporter: ['--max-semi-space-size=4'],
};

type Addresses = { appUrl: string; redisUrl: string | undefined; dataDirectory: string };

/** Environment of a service: ours, with the addresses it is to use and without the login that owns the schema. */
const environmentFor = (addresses: Addresses): Record<string, string | undefined> => {
  const { DATABASE_OWNER_URL: _owner, REDIS_URL: _redis, ...rest } = process.env;
  return {
    ...rest,
    DATABASE_URL: addresses.appUrl,
    LAPWING_DATA_DIR: addresses.dataDirectory,
    ...(addresses.redisUrl === undefined ? {} : { REDIS_URL: addresses.redisUrl }),
  };
};

/** How to run each service from the checkout. */
export const servicePrograms = (addresses: Addresses): ServiceProgram[] =>
  serviceNames.map((name) => ({
    name,
    arguments: [...nodeArguments[name], join(repositoryRoot, 'services', name, 'src/main.ts')],
    environment: environmentFor(addresses),
  }));
