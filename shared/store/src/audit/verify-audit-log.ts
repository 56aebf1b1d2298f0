import type { KeyObject } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Store, Transaction } from '../store.ts';
import { type AuditFinding, type AuditReport, collectFindings, type LeafRange } from './audit-report.ts';
import { readCheckpoint } from './checkpoint.ts';
import { appendLeaf, copyEdge, emptyEdge, isWellFormed, type RightEdge, rootOf } from './merkle-tree.ts';
import {
  type ReadCheckpointRow,
  type ReadLeaf,
  readCheckpoints,
  readLeaves,
  readUnsealed,
} from './read-audit-log.ts';

const MAX_OVERDUE = 1_000;

type Kept = { place: number; size: number; rootHash: string };
type Findings = ReturnType<typeof collectFindings>;

/**
 * Recomputes the whole Merkle log from the audit rows, in one snapshot and a page at a time: every leaf from its
 * row, every root from the leaves, every signature, and every checkpoint that was kept elsewhere. Says which row was
 * altered, removed or inserted; where somebody rewrote rows and leaves together, between which checkpoints.
 *
 * @param options.keys the organisation's Ed25519 keys, public or private; older ones too if the key was changed
 * @param options.checkpoints texts of checkpoints that were kept elsewhere
 */
export function verifyAuditLog(
  store: Pick<Store, 'db'>,
  options: { keys: readonly KeyObject[]; checkpoints?: readonly string[] },
): Promise<AuditReport> {
  return store.db.transaction(
    async (transaction) => {
      await transaction.execute(sql`set local statement_timeout = 0`);
      const found = collectFindings();
      const kept = readKept(options.checkpoints ?? [], options.keys, found);
      const walk = startWalk(transaction, kept, found);
      let newest: ReadCheckpointRow | undefined;
      let checkpoints = 0;
      for await (const row of readCheckpoints(transaction)) {
        newest = row;
        checkpoints += 1;
        await walk.toCheckpoint(row, options.keys);
      }
      const { sealed, keptConfirmed } = await walk.toTheEnd();
      const { waiting, overdue } = await readUnsealed(transaction, newest, MAX_OVERDUE);
      found.add(...overdue.map((sequence) => ({ kind: 'ROW_INSERTED', sequence }) as const));
      return {
        intact: found.findings.length === 0,
        sealed,
        waiting,
        checkpoints,
        keptConfirmed,
        findings: found.findings,
        truncated: found.isTruncated(),
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

function readKept(texts: readonly string[], keys: readonly KeyObject[], found: Findings): Kept[] {
  const kept: Kept[] = [];
  texts.forEach((text, place) => {
    const read = readCheckpoint(text, keys);
    if (read.ok) kept.push({ place, size: read.checkpoint.size, rootHash: read.checkpoint.rootHash });
    else found.add({ kind: 'KEPT_UNREADABLE', place, reason: read.reason });
  });
  return kept.sort((a, b) => a.size - b.size);
}

/** Leaves since the last checkpoint that could be believed. */
interface OpenRange {
  from: number;
  /** The log as recorded; null when its beginning is not known. */
  recorded: RightEdge | null;
  /** The log as the rows say it, once that differs. */
  computed: RightEdge | null;
  differing: ReadLeaf[];
  gaps: { leafIndex: number; after: number | null; before: number | null }[];
  fromSequence: number | null;
  toSequence: number | null;
  /** The last sequence before this range. */
  previous: number | null;
}

const openRange = (from: number, recorded: RightEdge | null, previous: number | null): OpenRange => ({
  from,
  recorded,
  computed: null,
  differing: [],
  gaps: [],
  fromSequence: null,
  toSequence: null,
  previous,
});

function startWalk(transaction: Transaction, kept: readonly Kept[], found: Findings) {
  const leaves = readLeaves(transaction);
  let range = openRange(0, emptyEdge(), null);
  let index = 0;
  let sealed = 0;
  let pending: ReadLeaf | null | undefined;
  let keptConfirmed = 0;
  let agreesUpTo = 0;
  const waitingKept = [...kept];

  const peek = async (): Promise<ReadLeaf | null> => {
    if (pending === undefined) {
      const next = await leaves.next();
      pending = next.done ? null : next.value;
    }
    return pending;
  };

  const checkKept = (): void => {
    for (let next = waitingKept[0]; next && next.size === index; next = waitingKept[0]) {
      waitingKept.shift();
      if (range.recorded && rootOf(range.recorded).toString('base64') === next.rootHash) {
        keptConfirmed += 1;
        agreesUpTo = next.size;
      } else found.add({ kind: 'KEPT_DIFFERS', place: next.place, size: next.size, agreesUpTo });
    }
  };

  const advance = async (size: number): Promise<void> => {
    while (index < size) {
      const leaf = await peek();
      if (leaf?.leafIndex === index) {
        pending = undefined;
        sealed += 1;
        takeLeaf(range, leaf);
      } else takeGap(range, index);
      index += 1;
      checkKept();
    }
  };

  checkKept();
  return {
    toCheckpoint: async (row: ReadCheckpointRow, keys: readonly KeyObject[]): Promise<void> => {
      await advance(row.size);
      const root = believedRoot(row, keys, found);
      // Without a root to believe, the range stays open: the next checkpoint covers it too.
      if (root === null) return;
      const edge = closeRange(range, row, root, found, await peek());
      range = openRange(index, edge, range.toSequence ?? range.previous);
    },
    toTheEnd: async (): Promise<{ sealed: number; keptConfirmed: number }> => {
      for (let leaf = await peek(); leaf; leaf = await peek()) await advance(leaf.leafIndex + 1);
      if (index > range.from) {
        found.add(...individually(range), { kind: 'RANGE_UNSIGNED', ...limitsOf(range, index) });
      }
      for (const { place, size } of waitingKept)
        found.add({ kind: 'KEPT_BEYOND_LOG', place, size, leaves: index });
      return { sealed, keptConfirmed };
    },
  };
}

function takeLeaf(range: OpenRange, leaf: ReadLeaf): void {
  for (const gap of range.gaps) gap.before ??= leaf.sequence;
  range.fromSequence ??= leaf.sequence;
  range.toSequence = leaf.sequence;
  const same = leaf.computed?.equals(leaf.recorded) === true;
  if (!same) {
    range.differing.push(leaf);
    range.computed ??= range.recorded && copyEdge(range.recorded);
  }
  if (range.recorded) appendLeaf(range.recorded, leaf.recorded);
  if (range.computed) appendLeaf(range.computed, leaf.computed ?? leaf.recorded);
}

function takeGap(range: OpenRange, index: number): void {
  range.gaps.push({ leafIndex: index, after: range.toSequence ?? range.previous, before: null });
  range.recorded = null;
  range.computed = null;
}

/** The root that a checkpoint vouches for, or null when it is not to be believed. */
function believedRoot(row: ReadCheckpointRow, keys: readonly KeyObject[], found: Findings): Buffer | null {
  const read = readCheckpoint(row.checkpoint, keys);
  if (!read.ok) {
    found.add({ kind: 'CHECKPOINT_FORGED', size: row.size, reason: read.reason });
    return null;
  }
  const { size, rootHash } = read.checkpoint;
  if (size !== row.size || rootHash !== row.rootHash)
    found.add({ kind: 'CHECKPOINT_FORGED', size: row.size, reason: 'CONTRADICTS_ITS_RECORD' });
  return size === row.size ? Buffer.from(rootHash, 'base64') : null;
}

/** Compares a range with the root that was signed at its end; returns the edge to go on from, if one is known. */
function closeRange(
  range: OpenRange,
  row: ReadCheckpointRow,
  root: Buffer,
  found: Findings,
  next: ReadLeaf | null,
): RightEdge | null {
  const recordedEdge: RightEdge = {
    size: row.size,
    subtrees: row.rightEdge.map((subtree) => Buffer.from(subtree, 'base64')),
  };
  const edgeFits = isWellFormed(recordedEdge) && rootOf(recordedEdge).equals(root);
  if (!edgeFits) found.add({ kind: 'CHECKPOINT_FORGED', size: row.size, reason: 'WRONG_EDGE' });

  if (range.recorded && rootOf(range.recorded).equals(root)) {
    found.add(...individually(range));
    return range.recorded;
  }
  if (range.computed && rootOf(range.computed).equals(root)) {
    for (const { sequence, leafIndex } of range.differing)
      found.add({ kind: 'LEAF_ALTERED', sequence, leafIndex });
    return range.computed;
  }
  found.add(...individually(range, next));
  const limits = limitsOf(range, row.size);
  if (range.recorded) found.add({ kind: 'RANGE_REWRITTEN', ...limits });
  else if (range.gaps.length === 0) found.add({ kind: 'RANGE_UNPROVEN', ...limits });
  // A root that was signed vouches for an edge that adds up to it, whatever happened before.
  return edgeFits ? recordedEdge : null;
}

function limitsOf(range: OpenRange, size: number): LeafRange {
  return {
    fromLeaf: range.from,
    toLeaf: size - 1,
    fromSequence: range.fromSequence,
    toSequence: range.toSequence,
  };
}

/** What is wrong with single rows and leaves of a range. */
function individually(range: OpenRange, next: ReadLeaf | null = null): AuditFinding[] {
  return [
    ...range.differing.map(
      ({ sequence, leafIndex, computed }): AuditFinding => ({
        kind: computed === null ? 'ROW_REMOVED' : 'ROW_ALTERED',
        sequence,
        leafIndex,
      }),
    ),
    ...range.gaps.map(
      ({ leafIndex, after, before }): AuditFinding => ({
        kind: 'LEAF_REMOVED',
        leafIndex,
        after,
        before: before ?? next?.sequence ?? null,
      }),
    ),
  ];
}
