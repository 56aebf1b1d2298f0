import type { OverdueRecipient, Referral, ReferralField } from '@lapwing/contracts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

const catalogues: Record<string, typeof en> = { en, th };

/** A referral that a recipient is reminded of: what was sent of it, and which fields of that the recipient got. */
export interface RemindedReferral {
  referralId: string;
  sentAt: Date;
  content: Pick<Referral, 'urlOriginal' | 'urlCanonical'> | null;
  fields: readonly ReferralField[];
  ticket: string | null;
}

/**
 * A text that asks a recipient for an answer, in its language (English where we have no other). It says nothing but
 * the ids, days and numbers of the referrals, and the address in the spelling that the recipient got, if any: no
 * category, no explanation, nobody's name.
 */
export function composeReminder(
  language: string,
  referrals: readonly RemindedReferral[],
): OverdueRecipient['text'] {
  const base = new Intl.Locale(language).language;
  const known = catalogues[base] ? base : 'en';
  const words = catalogues[known] ?? en;
  const date = new Intl.DateTimeFormat(known, { dateStyle: 'long', timeZone: 'UTC' });
  const entries = referrals.map((referral) => {
    const { referralId, sentAt, ticket } = referral;
    const url = addressSent(referral);
    return [
      fill(words.entry, { id: referralId, date: date.format(sentAt) }),
      ...(ticket === null ? [] : [fill(words.ticket, { ticket })]),
      ...(url === null ? [] : [url]),
    ].join('\n  ');
  });
  return {
    language: known,
    subject:
      referrals.length === 1 ? words.subjectOne : fill(words.subject, { count: String(referrals.length) }),
    body: [words.greeting, words.body, entries.map((entry) => `- ${entry}`).join('\n'), words.thanks].join(
      '\n\n',
    ),
  };
}

/** The flagged spelling only where that was agreed on: it can carry more than the canonical one. */
function addressSent({ content, fields }: RemindedReferral): string | null {
  if (content === null) return null;
  if (fields.includes('url_original')) return content.urlOriginal;
  return fields.includes('url_canonical') ? content.urlCanonical : null;
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
