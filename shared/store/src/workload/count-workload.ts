import type { Store } from '../store.ts';

/** How much there is to do. Counted, so ask seldom. */
export interface Workload {
  queueDepth: number;
  claimsOpen: number;
  scoresDue: number;
  deadLetters: number;
  /** Of champion and challenger, those that a scorer could not load. */
  modelsRefused: number;
}

/** Counts what waits; each count reads one partial index. */
export async function countWorkload(store: Pick<Store, 'pool'>): Promise<Workload> {
  const result = await store.pool.query<Workload>(`select
    (select count(*)::int from items where state in ('QUEUED', 'SECOND_REVIEW', 'WITH_LEAD')) as "queueDepth",
    (select count(*)::int from claims where state = 'OPEN') as "claimsOpen",
    (select count(*)::int from items where score_due_at is not null) as "scoresDue",
    (select count(*)::int from dead_letters where resolved_at is null) as "deadLetters",
    (select count(*)::int from model_versions
     where state in ('CHAMPION', 'CHALLENGER') and refused is not null) as "modelsRefused"`);
  const [row] = result.rows;
  if (!row) throw new Error('A count returned no row');
  return row;
}
