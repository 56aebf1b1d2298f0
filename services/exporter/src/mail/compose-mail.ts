import { MAIL_TEXT_FILE } from '@lapwing/contracts';
import { fill } from '../letter/letter-messages.ts';
import type { DeliveryToSend } from '../transports/batch-transport.ts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

const catalogues: Record<string, typeof en> = { en, th };

/**
 * What the message around a batch says, in the recipient's language (English or Thai, else English). Subject and text say
 * nothing of what was referred: they lie unencrypted in mailboxes and show on locked screens. Where the recipient wants to
 * read the referrals in the mail, they follow below that, so that lists and locked screens show nothing of them either.
 * `outerSubject` stands in the place of the subject of an encrypted message, and says even less.
 */
export function composeMail(
  { batchId, organisation, tlp, imminent, language, referralIds, files }: DeliveryToSend,
  contact: string,
): { subject: string; outerSubject: string; text: string } {
  const words = catalogues[new Intl.Locale(language).language] ?? en;
  const values = { organisation, tlp, batchId, contact, count: referralIds.length };
  const referrals = files.find(({ name }) => name === MAIL_TEXT_FILE)?.content.toString('utf8');
  const lines = [
    referrals === undefined ? words.opening : words.openingBelow,
    ...(imminent ? [words.urgent] : []),
    words.batch,
    words.marking,
    words.check,
    words.double,
    words.answer,
  ];
  return {
    subject: fill(imminent ? words.subjectUrgent : words.subject, values),
    outerSubject: fill(imminent ? words.outerSubjectUrgent : words.outerSubject, values),
    text: `${[...lines.map((line) => fill(line, values)), ...(referrals === undefined ? [] : [referrals])].join('\n\n')}\n`,
  };
}
