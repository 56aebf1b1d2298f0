import type { AuditVerb } from '@lapwing/contracts';
import type { LetterMessages } from '../letter/letter-messages.ts';
import { messagesFor } from '../letter/letter-messages.ts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

/**
 * Verbs that are never about an item, a flag, a referral, a batch or a package that is being built, which are all that a
 * package has rows of. Any other has its words: a verb that is new needs them, or a place here, before this compiles.
 */
type VerbOfOthers =
  | 'EVIDENCE_DECLINED'
  | 'EVIDENCE_BUILT'
  | `ESCALATION_${string}`
  | 'CALL_ORDER_CHANGED'
  | 'OUTCOME_FILE_RECORDED'
  | `OUTCOME_LINE_${string}`
  | 'CALLBACK_RECORDED'
  | 'REPLY_RECEIVED'
  | `RECIPIENT_${string}`
  | 'WEBHOOK_SECRET_MADE'
  | `PERSON_${string}`
  | `CREDENTIAL_${string}`
  | 'SCHEDULE_FOLLOWED'
  | 'SIGNED_IN'
  | 'JOB_DEAD_LETTERED'
  | 'DEAD_LETTER_RESOLVED'
  | `MODEL_${string}`
  | 'EXTENSION_POLICY_CHANGED'
  | 'REPORT_TEXT_CHANGED'
  | 'SCHOOL_LIST_CHANGED'
  | `PHONE_${string}`
  | 'DISCLOSED_BATCH_PREVIEW'
  | 'DISCLOSED_EVIDENCE'
  | 'DISCLOSED_RECIPIENT'
  | 'DISCLOSED_AUDIT'
  | 'DISCLOSED_LABELS'
  | 'DISCLOSED_REPLY'
  | 'DISCLOSED_REPORT'
  | 'DISCLOSED_PHONE_ENTRY';

/** The words of a package of evidence; Thai has the same keys as English. */
export type EvidenceMessages = typeof en & { verb: Record<Exclude<AuditVerb, VerbOfOthers>, string> };

/** The languages in which every package is written. */
export const evidenceLanguages = ['en', 'th'] as const;
export type EvidenceLanguage = (typeof evidenceLanguages)[number];

const catalogues: Record<EvidenceLanguage, EvidenceMessages> = { en, th };

/** The words of a package in one of its languages, and those it shares with letters. */
export function evidenceMessages(language: EvidenceLanguage): {
  messages: EvidenceMessages;
  shared: LetterMessages;
} {
  return { messages: catalogues[language], shared: messagesFor(language).messages };
}
