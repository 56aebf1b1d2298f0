import type { Referral } from '@lapwing/contracts';
import type { Envelope } from '../envelope.ts';
import { DSA, notifierOf, transparencyTerms } from './article-16.ts';
import { entriesOf, type Letter, type LetterEntry, minute, present, warningOf } from './compose-letter.ts';
import { fill, type LetterMessages, messagesFor } from './letter-messages.ts';

/**
 * Composes a notice under Article 16 of the Digital Services Act in the recipient's language, an entry for each referral
 * with the points of its paragraph 2: the explanation (a), the exact address (b), the notifier (c), the statement of good
 * faith (d). Nothing but point (c) of an entry says who sends it: offences against children spare the notifier. A
 * correction says that it is one; retractions never come here (`formatsWithout`). Pure; throws `FormatNotReady` where the
 * law asks for an address of the notifier and there is none.
 */
export function composeNotice(envelope: Envelope): Letter {
  const { configuration, referrals } = envelope;
  const { language, messages } = messagesFor(configuration.language);
  const { notice } = messages;
  const corrections = referrals.filter(({ relation }) => relation === 'CORRECTION').length;
  const tlp = `TLP:${configuration.tlp}`;
  const words = {
    ...messages,
    field: { ...messages.field, url_original: notice.location, explanation: notice.explanation },
  };
  return {
    language,
    messages,
    tlp,
    author: null,
    title: titleOf(envelope, messages, corrections),
    facts: present([
      [messages.to, envelope.recipient],
      [notice.basis, `${DSA}, Article 16`],
      [messages.date, minute(envelope.createdAt)],
      [messages.batch, envelope.batchId],
      [messages.entries, String(referrals.length)],
      [messages.handling, `${tlp}. ${messages.tlp[configuration.tlp]}`],
    ]),
    warning: warningOf(referrals, messages),
    paragraphs: [
      notice.opening,
      notice.request,
      ...(corrections > 0 ? [notice.corrects] : []),
      messages.noMedia,
    ],
    entries: entriesOf(envelope, words).map((entry, index) => {
      const referral = referrals[index];
      return referral ? withPoints(entry, referral, envelope, messages) : entry;
    }),
    closing: [messages.answerHere, messages.closing],
  };
}

function titleOf({ imminent, referrals }: Envelope, { notice }: LetterMessages, corrections: number): string {
  if (imminent) return notice.titleImminent;
  return corrections > 0 && corrections === referrals.length ? notice.titleCorrection : notice.title;
}

function withPoints(
  entry: LetterEntry,
  referral: Referral,
  { organisation }: Envelope,
  { notice, goodFaith }: LetterMessages,
): LetterEntry {
  const notifier = notifierOf(referral, organisation);
  const { category, keywords } = transparencyTerms(referral);
  return {
    ...entry,
    explanation:
      referral.relation === 'CORRECTION'
        ? { ...entry.explanation, label: notice.correction }
        : entry.explanation,
    details: [
      ...entry.details,
      {
        label: notice.notifier,
        value:
          notifier.kind === 'NAMED'
            ? `${notifier.name}, ${notifier.email}`
            : fill(notice.notifierLeftOut, { offence: notifier.offence }),
      },
      { label: notice.goodFaith, value: goodFaith },
      { label: notice.database, value: [category, ...keywords].join(', ') },
    ],
  };
}
