import { type SQL, sql } from 'drizzle-orm';
import { audit } from '../schema/index.ts';
import { leafHash } from './merkle-tree.ts';
import { commitmentTo, openingKey, saltedLeafBytes } from './salted-leaf.ts';

/** An audit row with every value in its exact text form, as Postgres writes it. */
export type CanonicalRow = {
  sequence: string;
  at: string;
  verb: string;
  actor_id: string | null;
  subject_kind: string;
  subject_id: string;
  details: string;
  request_id: string | null;
  transaction_id: string;
  /** Null in rows from before there were salts. */
  salt: string | null;
};

/**
 * Columns of a {@link CanonicalRow}, of the table `audit`. Texts, because a JavaScript date loses the microseconds
 * and a JavaScript number the digits of what stands in the row.
 */
export const canonicalColumns: SQL = sql`
  ${audit.sequence}::text as sequence,
  to_char(${audit.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  ${audit.verb} as verb,
  ${audit.actorId}::text as actor_id,
  ${audit.subjectKind} as subject_kind,
  ${audit.subjectId} as subject_id,
  ${audit.details}::text as details,
  ${audit.requestId} as request_id,
  ${audit.transactionId}::text as transaction_id,
  ${audit.salt}::text as salt`;

/**
 * The bytes of a row that are hashed: UTF-8 of a JSON array, without spaces, of strings or null.
 *
 * Version 2, of rows with a salt, says sequence, time (UTC, microseconds), verb, subject and transaction, and commits
 * to actor, details and request (see `salted-leaf.ts`), so that one field can be proven without showing another.
 * Version 1, of older rows, is `"lapwing-audit/1"`, sequence, time, verb, actor id, subject kind, subject id, details,
 * request id, transaction id. `details` is the text form of Postgres' jsonb, which is one for each value: keys ordered
 * by length and then by bytes, `": "` and `", "` between the parts.
 */
export function canonicalBytes(row: CanonicalRow): Buffer {
  const { salt } = row;
  if (salt === null)
    return Buffer.from(
      JSON.stringify([
        'lapwing-audit/1',
        row.sequence,
        row.at,
        row.verb,
        row.actor_id,
        row.subject_kind,
        row.subject_id,
        row.details,
        row.request_id,
        row.transaction_id,
      ]),
    );
  return saltedLeafBytes(
    {
      sequence: row.sequence,
      at: row.at,
      verb: row.verb,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      transactionId: row.transaction_id,
    },
    {
      actor_id: commitmentTo(openingKey(salt, 'actor_id'), row.actor_id),
      details: commitmentTo(openingKey(salt, 'details'), row.details),
      request_id: commitmentTo(openingKey(salt, 'request_id'), row.request_id),
    },
  );
}

/** Version of the bytes of a row. */
export function versionOf({ salt }: CanonicalRow): 1 | 2 {
  return salt === null ? 1 : 2;
}

/** The leaf of a row in the Merkle log. */
export function leafOfRow(row: CanonicalRow): Buffer {
  return leafHash(canonicalBytes(row));
}
