import { describe, expect, it } from 'vitest';
import { inventDelivery } from '../testing/delivery/invented-delivery.ts';
import { composeMail } from './compose-mail.ts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

const placeholders = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted();

describe('composeMail', () => {
  it('speaks the language of the recipient, and English where it does not know it', () => {
    const contact = 'desk@lapwing.example';
    expect(composeMail(inventDelivery({ language: 'th-TH' }), contact).text).toMatch(/[ก-๙]/);
    const english = composeMail(inventDelivery({ language: 'en', organisation: 'Plover' }), contact);
    expect(composeMail(inventDelivery({ language: 'fr', organisation: 'Plover' }), contact)).toEqual(english);
    expect(english.text).toContain('Referrals: 2');
    expect(`${english.subject}${english.text}`).not.toContain('{{');
  });

  it('says the same in both languages', () => {
    expect(Object.keys(th)).toEqual(Object.keys(en));
    const thai: Record<string, string> = th;
    for (const [key, text] of Object.entries(en))
      expect(placeholders(thai[key] ?? ''), key).toEqual(placeholders(text));
  });
});
