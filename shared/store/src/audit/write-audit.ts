import type { AuditVerb } from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import type { Actor, Transaction } from '../store.ts';

/** One thing to put on record. `actor` null is the machine. */
export interface AuditRecord {
  verb: AuditVerb;
  actor: Actor | null;
  subjectKind:
    | 'flag'
    | 'item'
    | 'claim'
    | 'referral'
    | 'outcome-line'
    | 'reply'
    | 'batch'
    | 'evidence'
    | 'escalation'
    | 'call-order'
    | 'recipient'
    | 'person'
    | 'credential'
    | 'job'
    | 'model'
    | 'labels'
    | 'report'
    | 'extension-policy'
    | 'school-list'
    | 'phone-link'
    | 'phone-entry'
    | 'audit';
  subjectId: string;
  /** Facts a later reader needs; never text of a post, never a secret. */
  details?: Record<string, unknown>;
}

/**
 * Writes audit rows in the caller's own transaction: if this fails, the change does not happen (rule 7). There is
 * deliberately no way to write one outside a transaction.
 */
export async function writeAudit(transaction: Transaction, ...records: AuditRecord[]): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(({ verb, actor, subjectKind, subjectId, details }) => ({
    verb,
    actor_id: actor?.personId,
    request_id: actor?.requestId,
    subject_kind: subjectKind,
    subject_id: subjectId,
    details: details ?? {},
  }));
  // As one parameter: a scorer writes 64 rows at once.
  await transaction.execute(sql`
    insert into audit (verb, actor_id, request_id, subject_kind, subject_id, details)
    select verb, actor_id, request_id, subject_kind, subject_id, details
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new(
      verb text, actor_id uuid, request_id text, subject_kind text, subject_id text, details jsonb)`);
}
