import type { LetterMessages } from '../letter/letter-messages.ts';
import { messagesFor } from '../letter/letter-messages.ts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

/** The words of a package of evidence; Thai has the same keys as English. */
export type EvidenceMessages = typeof en;

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
