import type { AuditVerb } from '@lapwing/contracts';
import { audit } from '../schema/index.ts';
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
    | 'batch'
    | 'recipient'
    | 'person'
    | 'credential'
    | 'job'
    | 'model'
    | 'labels'
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
  await transaction.insert(audit).values(
    records.map(({ verb, actor, subjectKind, subjectId, details }) => ({
      verb,
      actorId: actor?.personId ?? null,
      requestId: actor?.requestId ?? null,
      subjectKind,
      subjectId,
      details: details ?? {},
    })),
  );
}
