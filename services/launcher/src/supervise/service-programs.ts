import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import type { ServiceProgram } from './supervise-service.ts';

/** Services that make up Lapwing, in the order in which they are started. */
export const serviceNames = ['api', 'scorer', 'exporter'] as const;

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
    arguments: [join(repositoryRoot, 'services', name, 'src/main.ts')],
    environment: environmentFor(addresses),
  }));
