import { asc, gt, sql } from 'drizzle-orm';
import { audit, auditCheckpoints, auditLeaves } from '../schema/index.ts';
import type { Transaction } from '../store.ts';
import { type CanonicalRow, canonicalColumns, leafOfRow } from './canonical-row.ts';
import { readDatabaseClock } from './database-clock.ts';

const PAGE = 5_000;
const CHECKPOINT_PAGE = 500;

/** A leaf as recorded, and as its row would be hashed now; null when the row is gone. */
export interface ReadLeaf {
  leafIndex: number;
  sequence: number;
  recorded: Buffer;
  computed: Buffer | null;
}

type LeafRow = Omit<CanonicalRow, 'sequence'> & {
  leaf_index: string;
  leaf_sequence: string;
  leaf_hash: string;
  sequence: string | null;
};

/** All leaves in their order, a page at a time. */
export async function* readLeaves(transaction: Transaction): AsyncGenerator<ReadLeaf> {
  for (let from = 0; ; ) {
    const { rows } = await transaction.execute<LeafRow>(sql`
      select ${auditLeaves.leafIndex}::text as leaf_index, ${auditLeaves.auditSequence}::text as leaf_sequence,
        ${auditLeaves.leafHash} as leaf_hash, ${canonicalColumns}
      from ${auditLeaves} left join ${audit} on ${audit.sequence} = ${auditLeaves.auditSequence}
      where ${auditLeaves.leafIndex} >= ${from} order by ${auditLeaves.leafIndex} limit ${PAGE}`);
    for (const { leaf_index, leaf_sequence, leaf_hash, sequence, ...row } of rows) {
      yield {
        leafIndex: Number(leaf_index),
        sequence: Number(leaf_sequence),
        recorded: Buffer.from(leaf_hash, 'base64'),
        computed: sequence === null ? null : leafOfRow({ ...row, sequence }),
      };
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    from = Number(last.leaf_index) + 1;
  }
}

export type ReadCheckpointRow = typeof auditCheckpoints.$inferSelect;

/** All checkpoints by size, a page at a time. */
export async function* readCheckpoints(transaction: Transaction): AsyncGenerator<ReadCheckpointRow> {
  for (let after = -1; ; ) {
    const rows = await transaction
      .select()
      .from(auditCheckpoints)
      .where(gt(auditCheckpoints.size, after))
      .orderBy(asc(auditCheckpoints.size))
      .limit(CHECKPOINT_PAGE);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < CHECKPOINT_PAGE) return;
    after = last.size;
  }
}

/**
 * Rows without a leaf: how many wait for the sealer, and the first that ought to be sealed, given the newest
 * checkpoint.
 */
export async function readUnsealed(
  transaction: Transaction,
  newest: ReadCheckpointRow | undefined,
  limit: number,
): Promise<{ waiting: number; overdue: number[] }> {
  const clock = await readDatabaseClock(transaction);
  const isUnsealed = sql`not exists (select from ${auditLeaves} where ${auditLeaves.auditSequence} = ${audit.sequence})`;
  const isOverdue =
    newest?.systemIdentifier === clock.systemIdentifier
      ? sql`(${audit.transactionId} < ${newest.horizon} or ${audit.transactionId} >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint)`
      : sql`false`;
  const { rows } = await transaction.execute<{ sequence: string }>(
    sql`select ${audit.sequence}::text as sequence from ${audit} where ${isUnsealed} and ${isOverdue}
      order by ${audit.sequence} limit ${limit}`,
  );
  const counted = await transaction.execute<{ waiting: string }>(
    sql`select count(*)::text as waiting from ${audit} where ${isUnsealed} and not ${isOverdue}`,
  );
  return {
    waiting: Number(counted.rows[0]?.waiting ?? 0),
    overdue: rows.map((row) => Number(row.sequence)),
  };
}
