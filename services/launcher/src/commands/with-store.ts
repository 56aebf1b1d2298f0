import { type Environment, loadEnvironment } from '@lapwing/store/environment';
import { createLogger, type Logger } from '@lapwing/store/logging';
import { migrate } from '@lapwing/store/migrate';
import { resolveDatabase } from '@lapwing/store/postgres/resolve-database';
import type { Store } from '@lapwing/store/store';
import { openStore } from '../open-store.ts';

type Context = { store: Store; environment: Environment; log: Logger };

/**
 * What a short command needs: the database of a running Lapwing, or one started for as long as `work` takes, with
 * an up-to-date schema.
 */
export const withStore = async <Result>(work: (context: Context) => Promise<Result>): Promise<Result> => {
  const environment = loadEnvironment();
  const log = createLogger('launcher', environment.logLevel);
  const database = await resolveDatabase(environment, { log, borrow: true });
  try {
    await migrate(database.ownerUrl);
    const { store, close } = await openStore(database.appUrl, environment);
    try {
      return await work({ store, environment, log });
    } finally {
      await close();
    }
  } finally {
    await database.stop();
  }
};
