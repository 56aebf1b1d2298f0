import { asc, lte } from 'drizzle-orm';
import { expireClaims } from '../claims/expire-claims.ts';
import { forgetExpiredSignIns } from '../identity/forget-expired-sign-ins.ts';
import { forgetPhoneEntries } from '../phone/forget-phone-entries.ts';
import type { JobQueues } from '../queues/open-queues.ts';
import { batches } from '../schema/index.ts';
import { dueForScoring } from '../scores/due-for-scoring.ts';
import type { Store } from '../store.ts';

/** One number for the whole database: only one sweeper works at a time, whichever process it lives in. */
const SWEEPER_LOCK = 4_702_111_200;

/** What one sweep found and announced again. */
export interface Sweep {
  /** False when another sweeper was at work: nothing was done. */
  worked: boolean;
  scores: number;
  batches: number;
  claims: number;
}

/**
 * Announces again all work that has been due for longer than `patienceMs` (jobs get lost with Redis, and that loses
 * nothing), ends claims that have run out, and forgets sign-ins that ran out long ago
 * and entries from phones that nobody fetched. Safe to run at any time and in any number of processes.
 */
export async function sweep(
  store: Pick<Store, 'db' | 'pool'> & { queues: Pick<JobQueues, 'enqueueScores' | 'enqueueBatchBuilds'> },
  options: { patienceMs: number; limit?: number },
): Promise<Sweep> {
  const limit = options.limit ?? 1_000;
  // The advisory lock belongs to a session, so it is taken and given back on one connection.
  const session = await store.pool.connect();
  try {
    const { rows } = await session.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      SWEEPER_LOCK,
    ]);
    if (rows[0]?.taken !== true) return { worked: false, scores: 0, batches: 0, claims: 0 };
    try {
      const before = new Date(Date.now() - options.patienceMs);
      const claims = await expireClaims(store, limit);
      const scores = await dueForScoring(store, before, limit);
      await store.queues.enqueueScores(
        scores.map(({ itemId, dueAt }) => ({ itemId, dueAt: dueAt.toISOString() })),
      );
      const due = await store.db
        .select({ batchId: batches.id })
        .from(batches)
        .where(lte(batches.buildDueAt, before))
        .orderBy(asc(batches.buildDueAt))
        .limit(limit);
      await store.queues.enqueueBatchBuilds(due);
      await forgetExpiredSignIns(store);
      await forgetPhoneEntries(store);
      return { worked: true, scores: scores.length, batches: due.length, claims };
    } finally {
      await session.query('select pg_advisory_unlock($1)', [SWEEPER_LOCK]);
    }
  } finally {
    session.release();
  }
}
