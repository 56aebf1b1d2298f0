import { z } from 'zod';
import { Timestamp } from './text.ts';

/** What the audit log can say happened. Verbs in -ED are changes, DISCLOSED_* are disclosures (rule 7). */
export const auditVerbs = [
  'FLAG_ACCEPTED',
  'ITEM_RECOGNISED',
  'ITEM_SCORED',
  'ITEM_CLAIMED',
  'CLAIM_RENEWED',
  'CLAIM_HANDED_BACK',
  'CLAIM_EXPIRED',
  'DECISION_MADE',
  'TRANSLATION_WRITTEN',
  'LAW_ENFORCEMENT_NOTIFIED',
  'LAW_ENFORCEMENT_OVERRIDDEN',
  'REFERRAL_CREATED',
  'REFERRAL_WITHDRAWN',
  'BATCH_CREATED',
  'SCHEDULE_FOLLOWED',
  'BATCH_BUILT',
  'BATCH_RELEASED',
  'BATCH_CANCELLED',
  'BATCH_SENT',
  'DELIVERY_REQUESTED',
  'DELIVERY_WITHDRAWN',
  'DELIVERY_STOPPED',
  'DELIVERY_ATTEMPTED',
  'DELIVERY_REPORT_OPENED',
  'DELIVERY_REPORT_GIVEN_UP',
  'DELIVERY_FAILED',
  'EVIDENCE_REQUESTED',
  'EVIDENCE_APPROVED',
  'EVIDENCE_DECLINED',
  'EVIDENCE_BUILT',
  'ESCALATION_OPENED',
  'ESCALATION_REOPENED',
  'ESCALATION_REASON_CHANGED',
  'ESCALATION_CALLED',
  'ESCALATION_MAIL_ATTEMPTED',
  'ESCALATION_MAIL_FAILED',
  'ESCALATION_MAILED',
  'ESCALATION_MAIL_CAME_BACK',
  'ESCALATION_TAKEN',
  'ESCALATION_SETTLED',
  'CALL_ORDER_CHANGED',
  'OUTCOME_RECORDED',
  'OUTCOME_FILE_RECORDED',
  'CALLBACK_RECORDED',
  'OUTCOME_LINE_ASSIGNED',
  'OUTCOME_LINE_DISMISSED',
  'REPLY_RECEIVED',
  'RECHECK_RECORDED',
  'REFERRAL_REOPENED',
  'CORRECTION_WRITTEN',
  'RECIPIENT_REMINDED',
  'RECIPIENT_CREATED',
  'RECIPIENT_CHANGED',
  'WEBHOOK_SECRET_MADE',
  'RECIPIENT_TOKEN_SET',
  'PERSON_INVITED',
  'PERSON_JOINED',
  'PERSON_CHANGED',
  'CREDENTIAL_ISSUED',
  'CREDENTIAL_REVOKED',
  'SIGNED_IN',
  'JOB_DEAD_LETTERED',
  'DEAD_LETTER_RESOLVED',
  'MODEL_ADDED',
  'MODEL_SHADOW_STARTED',
  'MODEL_SHADOW_ENDED',
  'MODEL_PROMOTED',
  'MODEL_ROLLED_BACK',
  'MODEL_RETIRED',
  'MODEL_REFUSED',
  'EXTENSION_POLICY_CHANGED',
  'REPORT_TEXT_CHANGED',
  'SCHOOL_LIST_CHANGED',
  'PHONE_LINK_OPENED',
  'PHONE_LINK_CLOSED',
  'PHONE_ENTRY_RECEIVED',
  'PHONE_ENTRY_TAKEN',
  'PHONE_ENTRY_EXPIRED',
  'DISCLOSED_TEXT',
  'DISCLOSED_BATCH_PREVIEW',
  'DISCLOSED_BATCH_FILE',
  'DISCLOSED_BATCH_WORKSHEET',
  'DISCLOSED_EVIDENCE_PREVIEW',
  'DISCLOSED_EVIDENCE',
  'DISCLOSED_RECIPIENT',
  'DISCLOSED_AUDIT',
  'DISCLOSED_LABELS',
  'DISCLOSED_REPLY',
  'DISCLOSED_REPORT',
  'DISCLOSED_PHONE_ENTRY',
] as const;
export const AuditVerb = z.enum(auditVerbs);
export type AuditVerb = z.infer<typeof AuditVerb>;

export const AuditEntry = z
  .object({
    sequence: z.number().int(),
    at: Timestamp,
    verb: AuditVerb,
    /** Pseudonym, or null for the machine. */
    actor: z.string().nullable(),
    subjectKind: z.string(),
    subjectId: z.string(),
    details: z.record(z.string(), z.unknown()),
    requestId: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditPage = z
  .object({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof AuditPage>;

/** A job that failed for good (`GET /v1/dead-letters`): seen by an admin, never in the way of others. */
export const DeadLetterView = z
  .object({
    deadLetterId: z.string(),
    queue: z.string(),
    subjectId: z.string(),
    error: z.string(),
    attempts: z.number().int(),
    failedAt: Timestamp,
    resolvedAt: Timestamp.nullable(),
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetterView = z.infer<typeof DeadLetterView>;
