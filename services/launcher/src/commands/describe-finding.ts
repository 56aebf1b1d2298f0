import type { AuditFinding, LeafRange } from '@lapwing/store/audit/audit-report';

const rangeOf = ({ fromSequence, toSequence, fromLeaf, toLeaf }: LeafRange): string =>
  fromSequence === null || toSequence === null
    ? `leaves ${fromLeaf} to ${toLeaf}`
    : `rows ${fromSequence} to ${toSequence}`;

const signatureProblems = {
  MALFORMED: 'is not a checkpoint',
  UNKNOWN_KEY: 'was not signed by a key of ours',
  BAD_SIGNATURE: 'was changed after it was signed',
  CONTRADICTS_ITS_RECORD: 'says something else than its record in the database',
  WRONG_EDGE: 'has a record from which the log cannot go on',
} as const;

/**
 * A finding in one sentence.
 *
 * @param files names of the kept checkpoints, in the order in which they were given
 */
export const describeFinding = (finding: AuditFinding, files: readonly string[]): string => {
  switch (finding.kind) {
    case 'ROW_ALTERED':
      return `Row ${finding.sequence} was altered after it was sealed.`;
    case 'ROW_REMOVED':
      return `Row ${finding.sequence} was removed after it was sealed.`;
    case 'ROW_INSERTED':
      return `Row ${finding.sequence} was inserted later among sealed rows, or its leaf was removed.`;
    case 'LEAF_ALTERED':
      return `The leaf of row ${finding.sequence} was altered; the row itself is as it was sealed.`;
    case 'LEAF_REMOVED':
      return `A leaf was removed between row ${finding.after ?? '(none)'} and row ${finding.before ?? '(none)'}.`;
    case 'RANGE_REWRITTEN':
      return `Among ${rangeOf(finding)}, rows and their leaves were rewritten together.`;
    case 'RANGE_UNPROVEN':
      return `The leaves of ${rangeOf(finding)} cannot be checked, because what came before was rewritten.`;
    case 'RANGE_UNSIGNED':
      return `No checkpoint vouches for ${rangeOf(finding)}.`;
    case 'CHECKPOINT_FORGED':
      return `The checkpoint at size ${finding.size} ${signatureProblems[finding.reason]}.`;
    case 'KEPT_UNREADABLE':
      return `${files[finding.place]} ${signatureProblems[finding.reason]}.`;
    case 'KEPT_DIFFERS':
      return `${files[finding.place]} vouches for another log at size ${finding.size}: something after leaf ${finding.agreesUpTo} was rewritten.`;
    case 'KEPT_BEYOND_LOG':
      return `${files[finding.place]} vouches for ${finding.size} rows, but the log holds ${finding.leaves}: its end was cut off.`;
  }
};
