import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { serve } from '@hono/node-server';
import { type Environment, EnvironmentError, repositoryRoot } from '@lapwing/store/environment';
import type { Logger } from '@lapwing/store/logging';
import { openQueues } from '@lapwing/store/queues/open-queues';
import { connectRedis } from '@lapwing/store/redis/connect-redis';
import { createSealer } from '@lapwing/store/sealing';
import { loadSecrets } from '@lapwing/store/secrets';
import { openDatabase } from '@lapwing/store/store';
import { createApp } from './app.ts';
import { createRequestLog } from './http/request-log.ts';

const CONNECTIONS = 10;
/** How long requests under way may take when the API is asked to stop, in milliseconds. */
const GRACE_MS = 5_000;

export interface RunningApi {
  port: number;
  /** Takes no new requests, finishes those under way, closes event streams and connections. */
  stop(): Promise<void>;
}

/**
 * Starts the API on the settings' host and port. The database must be migrated; Redis may be absent.
 *
 * @throws Error when DATABASE_URL is not set, or the port cannot be listened on
 */
export async function startApi(environment: Environment, log: Logger): Promise<RunningApi> {
  const { databaseUrl, redisUrl } = environment;
  if (databaseUrl === undefined)
    throw new EnvironmentError(['DATABASE_URL is not set; the launcher sets it.']);
  const secrets = await loadSecrets(environment);
  const queues = await openQueues({ redisUrl, databaseUrl }, { log });
  const redis = redisUrl === undefined ? null : connectRedis(redisUrl, 'producer');
  // The queues log outages of Redis; here each would only be said twice.
  redis?.on('error', () => {});
  const requestLog = createRequestLog(environment.logLevel);
  const database = openDatabase(databaseUrl, { connections: CONNECTIONS, applicationName: 'lapwing-api' });
  const consoleDirectory = resolve(repositoryRoot, 'services/console/dist');
  const api = await createApp({
    store: { ...database, sealer: createSealer(secrets.sealKey), queues },
    settings: environment,
    authSecret: secrets.authSecret,
    redis,
    log,
    requestLog,
    consoleDirectory: existsSync(consoleDirectory) ? consoleDirectory : null,
  });
  const server = serve({ fetch: api.app.fetch, hostname: environment.host, port: environment.port });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : environment.port);
    });
  });
  log.info({ host: environment.host, port }, 'the API listens');
  return {
    port,
    async stop() {
      api.close();
      const closed = new Promise((resolve) => server.close(resolve));
      // Event streams and idle connections never end by themselves.
      const force = setTimeout(() => {
        if ('closeAllConnections' in server) server.closeAllConnections();
      }, GRACE_MS);
      await closed;
      clearTimeout(force);
      await queues.close();
      redis?.disconnect();
      await database.pool.end();
      requestLog.flush();
    },
  };
}
