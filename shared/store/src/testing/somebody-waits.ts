import type { Client } from 'pg';
import { expect } from 'vitest';

/** Resolves when another session waits for a lock that this one holds. */
export async function somebodyWaitsFor(holder: Client): Promise<void> {
  const waiting = async () => {
    const { rowCount } = await holder.query(
      'select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))',
    );
    return rowCount;
  };
  await expect.poll(waiting, { timeout: 10_000 }).toBeGreaterThan(0);
}
