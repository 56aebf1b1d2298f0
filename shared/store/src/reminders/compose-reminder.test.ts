import { describe, expect, it } from 'vitest';
import { composeReminder } from './compose-reminder.ts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

const referral = {
  referralId: '0199a1c2-0000-7000-8000-000000000001',
  sentAt: new Date('2026-11-03T10:00:00Z'),
  url: 'https://videos.example/watch/1',
  ticket: 'C-77',
};

describe('a reminder', () => {
  it('names each referral by id, day and their number, and where it was sent by address', () => {
    const { subject, body } = composeReminder({ language: 'en', fields: ['referral_id', 'url_original'] }, [
      referral,
      { ...referral, ticket: null, url: null },
    ]);
    expect(subject).toBe('Reminder: 2 referrals without an answer');
    expect(body).toContain(
      `- ${referral.referralId}, sent on November 3, 2026\n  your number C-77\n  ${referral.url}\n- ${referral.referralId}`,
    );
  });

  it('has no address for a recipient that gets none', () => {
    expect(composeReminder({ language: 'en', fields: ['referral_id'] }, [referral]).body).not.toContain(
      '://',
    );
  });

  it('is in the language of the recipient, in English where there is no other', () => {
    const thai = composeReminder({ language: 'th-TH', fields: ['referral_id'] }, [referral]);
    expect(thai).toMatchObject({ language: 'th', subject: th.subjectOne });
    expect(thai.body).toContain('พฤศจิกายน 2569');
    expect(composeReminder({ language: 'de', fields: ['referral_id'] }, [referral]).language).toBe('en');
  });

  it('has the same words and places in both languages', () => {
    const places = (texts: Record<string, string>) =>
      Object.entries(texts).map(([key, text]) => [key, (text.match(/\{\{\w+\}\}/g) ?? []).sort()]);
    expect(places(th)).toEqual(places(en));
    for (const text of Object.values(th)) expect(text).toMatch(/\p{Script=Thai}/u);
  });
});
