import { describe, expect, it } from 'vitest';
import { withoutQuotes } from './without-quotes.ts';

const repeated = '> Batch: 01a222e8';
const signed = 'Desk of Example, +66 2 000 0000';

describe('withoutQuotes', () => {
  it.each([
    ['nothing', 'It is gone.\nThank you.', 'It is gone.\nThank you.'],
    ['lines with a mark', `Gone.\n\n${repeated}\n> more\n\nKind regards`, 'Gone.\n\nKind regards'],
    ['what stands below “wrote:”', `Gone.\n\nOn Sat, 28 Nov 2026 at 10:00, Lapwing wrote:\nBatch`, 'Gone.'],
    [
      '“wrote:” on two lines',
      'Gone.\n\nOn Sat, 28 Nov 2026 at 10:00, Lapwing\n<a@b.example> wrote:\nBatch',
      'Gone.',
    ],
    ['a Thai “wrote”', 'ลบแล้ว\n\nเมื่อ ส. 28 พ.ย. 2026 เวลา 10:00 Lapwing <a@b.example> เขียนว่า:\nชุด', 'ลบแล้ว'],
    ['an original message', 'Gone.\n-----Original Message-----\nFrom: Lapwing\nBatch', 'Gone.'],
    [
      'headers of Outlook',
      'Gone.\n\nFrom: Lapwing\nSent: Saturday\nTo: Desk\nSubject: Batch\n\nText',
      'Gone.',
    ],
    ['Thai headers of Outlook', 'ลบแล้ว\n\nจาก: Lapwing\nส่ง: วันเสาร์\nถึง: Desk\n\nText', 'ลบแล้ว'],
    ['a signature', `Gone.\n-- \n${signed}`, 'Gone.'],
  ])('leaves out %s', (_what, text, fresh) => {
    const read = withoutQuotes(text.replaceAll('\n', '\r\n'));
    expect(read.text).toBe(fresh);
    const words = (part: string) => part.split(/\s+/).filter(Boolean).sort();
    // Nothing is lost: what is not new is repeated.
    expect([...words(read.text), ...words(read.quoted)].sort()).toEqual(words(text));
  });

  it('keeps sentences that only begin as a quote does', () => {
    for (const text of [
      'On Monday we removed it, as the policy wrote down says.',
      'From: now on, send these to the other desk.',
      'ใน 24 ชั่วโมงจะลบ',
    ])
      expect(withoutQuotes(text)).toEqual({ text, quoted: '' });
  });

  it('reads hostile text in linear time', () => {
    const text = `${'On '.repeat(50_000)}\n${'> '.repeat(20_000)}\n${'เมื่อ '.repeat(20_000)}`;
    expect(withoutQuotes(text).text.length).toBeGreaterThan(0);
  });
});
