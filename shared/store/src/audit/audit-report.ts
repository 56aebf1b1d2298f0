/** One thing that is wrong with the audit log, as precisely as the log can tell. Sequences are those of `audit`. */
export type AuditFinding =
  /** The row says something else than when it was sealed. */
  | { kind: 'ROW_ALTERED'; sequence: number; leafIndex: number }
  /** The row was sealed and is gone. */
  | { kind: 'ROW_REMOVED'; sequence: number; leafIndex: number }
  /** The row has no leaf, though everything of its time is sealed: it was inserted later, or its leaf was removed. */
  | { kind: 'ROW_INSERTED'; sequence: number }
  /** The row is as it was sealed; the record of its leaf is not. */
  | { kind: 'LEAF_ALTERED'; sequence: number; leafIndex: number }
  /** No record of this leaf; it stood between the leaves of these two rows. */
  | { kind: 'LEAF_REMOVED'; leafIndex: number; after: number | null; before: number | null }
  /** Rows and the records of their leaves were rewritten together, somewhere among these. */
  | ({ kind: 'RANGE_REWRITTEN' } & LeafRange)
  /** These leaves cannot be checked, since what came before them was rewritten and so was the checkpoint's edge. */
  | ({ kind: 'RANGE_UNPROVEN' } & LeafRange)
  /** These leaves stand after the last checkpoint that can be believed. */
  | ({ kind: 'RANGE_UNSIGNED' } & LeafRange)
  | {
      kind: 'CHECKPOINT_FORGED';
      size: number;
      reason: 'MALFORMED' | 'UNKNOWN_KEY' | 'BAD_SIGNATURE' | 'CONTRADICTS_ITS_RECORD' | 'WRONG_EDGE';
    }
  /** A checkpoint kept elsewhere (`place`: which of those given, from 0) that no key of ours signed. */
  | { kind: 'KEPT_UNREADABLE'; place: number; reason: 'MALFORMED' | 'UNKNOWN_KEY' | 'BAD_SIGNATURE' }
  /** At that size the log is not what it was when the checkpoint was kept: something below was rewritten. */
  | { kind: 'KEPT_DIFFERS'; place: number; size: number; agreesUpTo: number }
  /** The log was longer when the checkpoint was kept: its end was cut off. */
  | { kind: 'KEPT_BEYOND_LOG'; place: number; size: number; leaves: number };

/** Leaves from `fromLeaf` to `toLeaf`, both included, and the sequences that they name at their ends. */
export interface LeafRange {
  fromLeaf: number;
  toLeaf: number;
  fromSequence: number | null;
  toSequence: number | null;
}

export interface AuditReport {
  /** True when nothing is wrong. */
  intact: boolean;
  /** Leaves in the log. */
  sealed: number;
  /** Rows that are not sealed yet, as they should be. */
  waiting: number;
  /** Signed checkpoints in the database. */
  checkpoints: number;
  /** How many of the checkpoints kept elsewhere the log agrees with. */
  keptConfirmed: number;
  findings: AuditFinding[];
  /** True when there are more findings than are listed. */
  truncated: boolean;
}

const MAX_FINDINGS = 1_000;

/** Collects findings; keeps the first thousand. */
export function collectFindings(): {
  add: (...found: AuditFinding[]) => void;
  findings: AuditFinding[];
  isTruncated: () => boolean;
} {
  const findings: AuditFinding[] = [];
  let truncated = false;
  return {
    findings,
    isTruncated: () => truncated,
    add: (...found) => {
      const room = MAX_FINDINGS - findings.length;
      findings.push(...found.slice(0, room));
      if (found.length > room) truncated = true;
    },
  };
}
