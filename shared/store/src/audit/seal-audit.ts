import type { KeyObject } from 'node:crypto';
import { desc, type SQL, sql } from 'drizzle-orm';
import { audit, auditCheckpoints, auditLeaves } from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';
import { type CanonicalRow, canonicalColumns, leafOfRow, versionOf } from './canonical-row.ts';
import { signCheckpoint } from './checkpoint.ts';
import { type DatabaseClock, readDatabaseClock } from './database-clock.ts';
import { appendLeaf, emptyEdge, rootOf } from './merkle-tree.ts';

/** One number for the whole database: only one sealer works at a time, whichever process it lives in. */
const SEALER_LOCK = 4_702_111_201;
const ROWS_PER_RUN = 2_000;

export interface SealerSettings {
  /** Ed25519 private key of the organisation. */
  signingKey: KeyObject;
  /** Name of the log in its checkpoints; see `auditOrigin`. */
  origin: string;
}

/** What one run of the sealer did. */
export interface Sealing {
  /** False when another sealer was at work: nothing was done. */
  worked: boolean;
  sealed: number;
  /** True when it stopped at its limit and rows may be left that could be sealed now. */
  more: boolean;
}

type LastCheckpoint = typeof auditCheckpoints.$inferSelect;
/** The rows to seal now, and what is then known to be sealed. */
type Turn = { rows: CanonicalRow[]; reached: { horizon: bigint; systemIdentifier: string } };

/**
 * Puts the audit rows that are settled into the Merkle log, at most `limit` (default 2,000), and signs a checkpoint;
 * all in one transaction, so that a crash leaves nothing half done.
 *
 * Settled is a row whose transaction began before every transaction that is still running: no row before it in the
 * order (transaction, sequence) can appear any more. Writers are never waited for nor made to wait.
 */
export function sealAudit(
  store: Pick<Store, 'db'>,
  settings: SealerSettings,
  limit = ROWS_PER_RUN,
): Promise<Sealing> {
  return store.db.transaction(async (transaction) => {
    // Rows are read in the order of an index, whatever the planner believes of a table that grew since it was analysed.
    const lock = await transaction.execute<{ taken: boolean }>(
      sql`select pg_try_advisory_xact_lock(${SEALER_LOCK}) as taken, set_config('enable_sort', 'off', true)`,
    );
    if (lock.rows[0]?.taken !== true) return { worked: false, sealed: 0, more: false };
    const [last] = await transaction
      .select()
      .from(auditCheckpoints)
      .orderBy(desc(auditCheckpoints.size))
      .limit(1);
    const clock = await readDatabaseClock(transaction);
    const { rows, reached } = (await wasRestored(transaction, last, clock))
      ? await afterRestore(transaction, last, clock, limit)
      : await settledSince(transaction, last?.horizon ?? 0n, clock, limit);
    if (rows.length === 0) return { worked: true, sealed: 0, more: false };
    await writeLeaves(transaction, last, rows, reached, settings);
    return { worked: true, sealed: rows.length, more: rows.length === limit };
  });
}

// A subquery that Postgres cannot turn into a join with all leaves: it is asked of the few rows that are read.
const isUnsealed = sql`(select ${auditLeaves.leafIndex} from ${auditLeaves} where ${auditLeaves.auditSequence} = ${audit.sequence}) is null`;

async function readRows(transaction: Transaction, which: SQL, order: SQL, limit: number) {
  const { rows } = await transaction.execute<CanonicalRow>(
    sql`select ${canonicalColumns} from ${audit} where ${which} and ${isUnsealed} order by ${order} limit ${limit}`,
  );
  return rows;
}

/** The common case: one range of the index on (transaction, sequence). */
async function settledSince(
  transaction: Transaction,
  from: bigint,
  clock: DatabaseClock,
  limit: number,
): Promise<Turn> {
  const rows = await readRows(
    transaction,
    sql`${audit.transactionId} >= ${from} and ${audit.transactionId} < ${clock.oldestRunning}`,
    sql`${audit.transactionId}, ${audit.sequence}`,
    limit,
  );
  const last = rows.at(-1);
  // At the limit, other rows of the last transaction may be left.
  const horizon = rows.length === limit && last ? BigInt(last.transaction_id) : clock.oldestRunning;
  return { rows, reached: { horizon, systemIdentifier: clock.systemIdentifier } };
}

/** Whether rows are here that another cluster's transactions wrote: their ids say nothing of what is settled. */
async function wasRestored(
  transaction: Transaction,
  last: LastCheckpoint | undefined,
  clock: DatabaseClock,
): Promise<boolean> {
  if (last) return last.systemIdentifier !== clock.systemIdentifier;
  const { rowCount } = await transaction.execute(sql`select from ${audit} where ${isForeign} limit 1`);
  return rowCount === 1;
}

// Of one statement's own snapshot: a row that it sees cannot be of a transaction that begins after it.
const isForeign = sql`${audit.transactionId} >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint`;

/**
 * Once after a restore: all unsealed rows, in order of their sequence, but those whose transaction may still run
 * here. They are above the horizon that is then reached, so the common case finds them.
 */
async function afterRestore(
  transaction: Transaction,
  last: LastCheckpoint | undefined,
  clock: DatabaseClock,
  limit: number,
): Promise<Turn> {
  const rows = await readRows(
    transaction,
    sql`(${audit.transactionId} < ${clock.oldestRunning} or ${isForeign})`,
    sql`${audit.sequence}`,
    limit,
  );
  const unfinished = rows.length === limit;
  return {
    rows,
    reached: unfinished
      ? { horizon: last?.horizon ?? 0n, systemIdentifier: last?.systemIdentifier ?? 'another cluster' }
      : { horizon: clock.oldestRunning, systemIdentifier: clock.systemIdentifier },
  };
}

async function writeLeaves(
  transaction: Transaction,
  last: LastCheckpoint | undefined,
  rows: readonly CanonicalRow[],
  reached: Turn['reached'],
  { origin, signingKey }: SealerSettings,
): Promise<void> {
  const edge = last
    ? { size: last.size, subtrees: last.rightEdge.map((subtree) => Buffer.from(subtree, 'base64')) }
    : emptyEdge();
  const leaves = rows.map(leafOfRow);
  for (const leaf of leaves) appendLeaf(edge, leaf);
  const sequences = sql.param(rows.map((row) => row.sequence));
  const hashes = sql.param(leaves.map((leaf) => leaf.toString('base64')));
  const versions = sql.param(rows.map(versionOf));
  await transaction.execute(sql`
    insert into ${auditLeaves} (leaf_index, audit_sequence, leaf_hash, version)
    select ${edge.size - rows.length}::bigint + place - 1, sequence, hash, version
    from unnest(${sequences}::bigint[], ${hashes}::text[], ${versions}::integer[])
      with ordinality as leaf (sequence, hash, version, place)`);
  const rootHash = rootOf(edge).toString('base64');
  await transaction.insert(auditCheckpoints).values({
    size: edge.size,
    rootHash,
    rightEdge: edge.subtrees.map((subtree) => subtree.toString('base64')),
    checkpoint: signCheckpoint({ origin, size: edge.size, rootHash }, signingKey),
    ...reached,
  });
}
