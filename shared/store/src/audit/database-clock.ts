import { sql } from 'drizzle-orm';
import type { Transaction } from '../store.ts';

/** How far the database has come, in transaction ids (64 bits, they never start anew). */
export interface DatabaseClock {
  /** Every transaction below this has ended. */
  oldestRunning: bigint;
  /** The cluster that counts: a dump restored in another one brings ids along that mean nothing there. */
  systemIdentifier: string;
}

export async function readDatabaseClock(transaction: Transaction): Promise<DatabaseClock> {
  const { rows } = await transaction.execute<{ oldest: string; system: string }>(sql`
    select pg_snapshot_xmin(pg_current_snapshot())::text as oldest,
      system_identifier::text as system
    from pg_control_system()`);
  const [clock] = rows;
  if (!clock) throw new Error('Postgres did not say how far it has come');
  return { oldestRunning: BigInt(clock.oldest), systemIdentifier: clock.system };
}
