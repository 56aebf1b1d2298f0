import { describe, expect, it } from 'vitest';
import { composeReminder } from './compose-reminder.ts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

const referral = {
  referralId: '0199a1c2-0000-7000-8000-000000000001',
  sentAt: new Date('2026-11-03T10:00:00Z'),
  content: {
    urlOriginal: 'https://videos.example/watch/1?from=somebody',
    urlCanonical: 'https://videos.example/watch/1',
  },
  fields: ['referral_id', 'url_original', 'url_canonical'] as const,
  ticket: 'C-77',
};

describe('a reminder', () => {
  it('names each referral by id, day and their number, and where it was sent by address', () => {
    const { subject, body } = composeReminder('en', [referral, { ...referral, ticket: null, content: null }]);
    expect(subject).toBe('Reminder: 2 referrals without an answer');
    expect(body).toContain(
      `- ${referral.referralId}, sent on November 3, 2026\n  your number C-77\n  ${referral.content.urlOriginal}\n- ${referral.referralId}`,
    );
  });

  it('has no address for a recipient that gets none', () => {
    expect(composeReminder('en', [{ ...referral, fields: ['referral_id'] }]).body).not.toContain('://');
  });

  it('has the canonical address for a recipient that gets no other', () => {
    const { body } = composeReminder('en', [{ ...referral, fields: ['referral_id', 'url_canonical'] }]);
    expect(body.match(/\S+:\/\/\S+/g)).toEqual([referral.content.urlCanonical]);
  });

  it('is in the language of the recipient, in English where there is no other', () => {
    const thai = composeReminder('th-TH', [referral]);
    expect(thai).toMatchObject({ language: 'th', subject: th.subjectOne });
    expect(thai.body).toContain('พฤศจิกายน 2569');
    expect(composeReminder('de', [referral]).language).toBe('en');
  });

  it('has the same words and places in both languages', () => {
    const places = (texts: Record<string, string>) =>
      Object.entries(texts).map(([key, text]) => [key, (text.match(/\{\{\w+\}\}/g) ?? []).sort()]);
    expect(places(th)).toEqual(places(en));
    for (const text of Object.values(th)) expect(text).toMatch(/\p{Script=Thai}/u);
  });
});
