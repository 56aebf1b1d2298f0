import { loadEnvironment } from '@lapwing/store/environment';
import { createLogger } from '@lapwing/store/logging';
import { migrate } from '@lapwing/store/migrate';
import { resolveDatabase } from '@lapwing/store/postgres/resolve-database';
import type { Command } from 'commander';
import { say } from './say.ts';

/** `lapwing migrate` */
export const registerMigrate = (program: Command): void => {
  program
    .command('migrate')
    .description('bring the database schema up to date (start does this too)')
    .action(async () => {
      const environment = loadEnvironment();
      const log = createLogger('launcher', environment.logLevel);
      const database = await resolveDatabase(environment, { log, borrow: true });
      try {
        const { applied } = await migrate(database.ownerUrl);
        say(applied === 0 ? 'The schema is up to date.' : `${applied} migrations were applied.`);
      } finally {
        await database.stop();
      }
    });
};
