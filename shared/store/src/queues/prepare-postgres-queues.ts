import { runMigrations } from 'bullmq';
import { Client } from 'pg';
import { applicationRole } from '../postgres/ensure-application-database.ts';
import { queueSchema } from './queue-names.ts';

/** Creates BullMQ's tables in Postgres and lets the services use them; needed only where there is no Redis. */
export const preparePostgresQueues = async (ownerUrl: string): Promise<void> => {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await runMigrations(client, queueSchema);
    // CREATE, because BullMQ makes a sequence for a queue when its first job is added.
    await client.query(`
      GRANT USAGE, CREATE ON SCHEMA ${queueSchema} TO ${applicationRole};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${queueSchema} TO ${applicationRole};
      GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA ${queueSchema} TO ${applicationRole};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${queueSchema} TO ${applicationRole};
    `);
  } finally {
    await client.end();
  }
};
