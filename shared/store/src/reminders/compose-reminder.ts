import type { OverdueRecipient, RecipientConfiguration } from '@lapwing/contracts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

const catalogues: Record<string, typeof en> = { en, th };

/** A referral that a recipient is reminded of. `url` is the address that was sent. */
export interface RemindedReferral {
  referralId: string;
  sentAt: Date;
  url: string | null;
  ticket: string | null;
}

/**
 * A text that asks a recipient for an answer, in its language (English where we have no other). It says nothing but
 * the ids, days and numbers of the referrals, and the address where the recipient gets addresses: no category, no
 * explanation, nobody's name.
 */
export function composeReminder(
  { language, fields }: Pick<RecipientConfiguration, 'language' | 'fields'>,
  referrals: readonly RemindedReferral[],
): OverdueRecipient['text'] {
  const base = new Intl.Locale(language).language;
  const known = catalogues[base] ? base : 'en';
  const words = catalogues[known] ?? en;
  const date = new Intl.DateTimeFormat(known, { dateStyle: 'long', timeZone: 'UTC' });
  const getsAddresses = fields.includes('url_original') || fields.includes('url_canonical');
  const entries = referrals.map(({ referralId, sentAt, url, ticket }) =>
    [
      fill(words.entry, { id: referralId, date: date.format(sentAt) }),
      ...(ticket === null ? [] : [fill(words.ticket, { ticket })]),
      ...(getsAddresses && url !== null ? [url] : []),
    ].join('\n  '),
  );
  return {
    language: known,
    subject:
      referrals.length === 1 ? words.subjectOne : fill(words.subject, { count: String(referrals.length) }),
    body: [words.greeting, words.body, entries.map((entry) => `- ${entry}`).join('\n'), words.thanks].join(
      '\n\n',
    ),
  };
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
