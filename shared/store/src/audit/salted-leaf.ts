import { hash } from 'node:crypto';

/** What may tell who somebody is, or say more than a reader may know: a leaf only commits to these. */
export const committedFields = ['actor_id', 'details', 'request_id'] as const;
export type CommittedField = (typeof committedFields)[number];

/** The fields of an audit row that are not committed to but said, as in its canonical form. */
export interface SaidFields {
  sequence: string;
  at: string;
  verb: string;
  subjectKind: string;
  subjectId: string;
  transactionId: string;
}

const digest = (text: string): string => hash('sha256', text, 'base64');

/**
 * What opens one field of a row, base64: whoever knows it can check the value of this field, and learns nothing of the
 * others. `salt` is the row's own, as Postgres writes a UUID.
 */
export function openingKey(salt: string, field: CommittedField): string {
  return digest(`${salt}/${field}`);
}

/** What a leaf says of a committed field, base64: SHA-256 of the JSON array of its opening key and its value. */
export function commitmentTo(openedBy: string, value: string | null): string {
  return digest(JSON.stringify([openedBy, value]));
}

/** The bytes of a leaf, version 2, from what is said and the three commitments. */
export function saltedLeafBytes(
  said: SaidFields,
  commitments: Readonly<Record<CommittedField, string>>,
): Buffer {
  return Buffer.from(
    JSON.stringify([
      'lapwing-audit/2',
      said.sequence,
      said.at,
      said.verb,
      commitments.actor_id,
      said.subjectKind,
      said.subjectId,
      commitments.details,
      commitments.request_id,
      said.transactionId,
    ]),
  );
}
