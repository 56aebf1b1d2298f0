import { sql } from 'drizzle-orm';
import type { Store, Transaction } from '../store.ts';

/**
 * Runs `work` unless another process is at work on the same batch; the lock goes with its connection, so that a
 * process that is killed holds nothing up. It saves double work: row locks are what makes two exporters harmless.
 *
 * @returns false when somebody else was at work
 */
export function withBatchLock(
  store: Pick<Store, 'db'>,
  batchId: string,
  work: () => Promise<void>,
): Promise<boolean> {
  return store.db.transaction(async (transaction) => {
    if (!(await takeBatchLock(transaction, batchId))) return false;
    await work();
    return true;
  });
}

/** Takes the lock until the transaction ends; false where a process is at work on the batch. */
export async function takeBatchLock(transaction: Transaction, batchId: string): Promise<boolean> {
  const { rows } = await transaction.execute<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`build-batch:${batchId}`}, 0)) as taken`,
  );
  return rows[0]?.taken === true;
}
