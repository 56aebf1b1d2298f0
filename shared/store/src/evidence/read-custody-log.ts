import type { AuditVerb, CustodyLog, CustodyProof, CustodyRow } from '@lapwing/contracts';
import { and, asc, gte, lt, sql } from 'drizzle-orm';
import { type CanonicalRow, canonicalColumns, leafOfRow } from '../audit/canonical-row.ts';
import { collectInclusionProofs } from '../audit/inclusion-proof.ts';
import { commitmentTo, openingKey } from '../audit/salted-leaf.ts';
import { audit, auditLeaves, people } from '../schema/index.ts';
import type { Store } from '../store.ts';
import type { CustodySubject } from './custody-subjects.ts';

/** Leaves read at once. */
const PAGE = 10_000;

/**
 * Verbs whose details are given out: ids, states, times and hashes, written by the machine. Of all others the leaf commits
 * to the details and they stay here: free text (an agency as well), other items in the same batch, addresses of recipients.
 */
const openVerbs: ReadonlySet<string> = new Set<AuditVerb>([
  'FLAG_ACCEPTED',
  'ITEM_CLAIMED',
  'CLAIM_RENEWED',
  'CLAIM_HANDED_BACK',
  'CLAIM_EXPIRED',
  'DECISION_MADE',
  'REFERRAL_CREATED',
  'REFERRAL_WITHDRAWN',
  'BATCH_BUILT',
  'OUTCOME_RECORDED',
  'RECHECK_RECORDED',
  'DISCLOSED_TEXT',
  'EVIDENCE_REQUESTED',
  'EVIDENCE_APPROVED',
]);

type Found = CanonicalRow & { leaf_index: string; by: string | null };

/**
 * The rows of the audit log about `subjects`, below the leaf `size`, each with its inclusion proof in the tree of that
 * size. People are under their pseudonyms.
 */
export async function readCustodyLog(
  store: Pick<Store, 'db'>,
  about: { subjects: readonly CustodySubject[]; size: number },
): Promise<CustodyLog> {
  const kinds = sql.param(about.subjects.map(({ kind }) => kind));
  const ids = sql.param(about.subjects.map(({ id }) => id));
  const { rows } = await store.db.execute<Found>(sql`
    select ${auditLeaves.leafIndex}::text as leaf_index, ${people.pseudonym} as by, ${canonicalColumns}
    from unnest(${kinds}::text[], ${ids}::text[]) as subject (kind, id)
    join ${audit} on ${audit.subjectKind} = subject.kind and ${audit.subjectId} = subject.id
    join ${auditLeaves} on ${auditLeaves.auditSequence} = ${audit.sequence}
    left join ${people} on ${people.id} = ${audit.actorId}
    where ${auditLeaves.leafIndex} < ${about.size}
    order by ${auditLeaves.leafIndex}`);
  const log = collectInclusionProofs(rows.map((row) => Number(row.leaf_index)));
  for await (const leaf of leavesBelow(store, about.size)) log.append(leaf);
  const { proofs } = log.end();
  return {
    lapwing: 'custody/1',
    size: about.size,
    rows: rows.map((row) => custodyRow(row, proofs.get(Number(row.leaf_index)) ?? [])),
  };
}

function custodyRow(row: Found, path: readonly Buffer[]): CustodyRow {
  return {
    leafIndex: Number(row.leaf_index),
    sequence: row.sequence,
    at: row.at,
    verb: row.verb,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    transactionId: row.transaction_id,
    by: row.by,
    proof: proofOf(row),
    path: path.map((hash) => hash.toString('base64')),
  };
}

function proofOf(row: CanonicalRow): CustodyProof {
  const { salt } = row;
  if (salt === null) return { kind: 'OLDER', leaf: leafOfRow(row).toString('base64') };
  const key = openingKey(salt, 'details');
  const actor = commitmentTo(openingKey(salt, 'actor_id'), row.actor_id);
  const request = commitmentTo(openingKey(salt, 'request_id'), row.request_id);
  return openVerbs.has(row.verb)
    ? { kind: 'OPEN', details: { key, value: row.details }, actor, request }
    : { kind: 'WITHHELD', details: commitmentTo(key, row.details), actor, request };
}

async function* leavesBelow(store: Pick<Store, 'db'>, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < size; from += PAGE) {
    const rows = await store.db
      .select({ index: auditLeaves.leafIndex, hash: auditLeaves.leafHash })
      .from(auditLeaves)
      .where(and(gte(auditLeaves.leafIndex, from), lt(auditLeaves.leafIndex, Math.min(from + PAGE, size))))
      .orderBy(asc(auditLeaves.leafIndex));
    for (const { hash } of rows) yield Buffer.from(hash, 'base64');
  }
}
