import { MAIL_TEXT_FILE } from '@lapwing/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../testing/delivery/desk.ts';
import { inventDelivery } from '../testing/delivery/invented-delivery.ts';
import { boundariesOf, mailDesk, readMails } from '../testing/delivery/mail-desk.ts';
import type { TransportContext } from './batch-transport.ts';
import { transportOf } from './registry.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await mailDesk.open(() => '');
});
afterAll(() => desk.close());
beforeEach(() => desk.suffer('TAKES_IT'));

const send = (delivery = inventDelivery(), context: TransportContext = desk.context) =>
  transportOf(desk.target).handOver(delivery, context);
/** The context with another mail server. */
const withMail = (changes: Partial<NonNullable<TransportContext['mail']>>): TransportContext => {
  const { mail } = desk.context;
  if (mail === null) throw new Error('The desk is a mail server');
  return { ...desk.context, mail: { ...mail, ...changes } };
};
const lastMail = () => {
  const mail = readMails(desk).at(-1)?.outside;
  if (!mail) throw new Error('No mail arrived');
  return mail;
};

describe('an e-mail', () => {
  it('comes from the organisation, says who answers take, and has an id made of the batch', async () => {
    expect(await send()).toMatchObject({ kind: 'ARRIVED', status: 250 });
    const mail = lastMail();
    expect(mail.from?.address).toBe('desk@lapwing.example');
    expect(mail.to?.map(({ address }) => address)).toEqual(['desk@platform.example']);
    expect(mail.replyTo?.map(({ address }) => address)).toEqual(['answers@lapwing.example']);
    expect(mail.messageId).toBe(`<lapwing-${inventDelivery().batchId}@lapwing.example>`);
    expect(mail.subject).toContain('[TLP:AMBER]');
    expect(mail.text).toContain('answers@lapwing.example');
    expect(mail.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['referrals.csv', 'text/csv'],
      ['letter.pdf', 'application/pdf'],
    ]);
  });

  it('says around the files nothing of what is in them', async () => {
    await send(inventDelivery({ language: 'en' }));
    const { subject, text, headers } = lastMail();
    const around = [subject, text, ...headers.map(({ value }) => value)].join('\n');
    for (const referralId of inventDelivery().referralIds) expect(around).not.toContain(referralId);
    expect(around).not.toMatch(/https?:|ความลับ|child/i);
  });

  it('says the referrals below neutral words where the recipient wants to read them in it, beside the files', async () => {
    const words =
      'TLP:AMBER\nEntry 1 of 1\n\nExplanation: ขอให้เก็บเป็นความลับ\nFrom here on, secrecy.\n.\nend\n';
    const body = {
      name: MAIL_TEXT_FILE,
      mediaType: 'text/plain; charset=utf-8',
      sha256: '',
      content: Buffer.from(words),
    };
    const delivery = inventDelivery({ language: 'en', files: [...inventDelivery().files, body] });
    await send(delivery);
    const { subject, text = '', attachments, messageId } = lastMail();
    expect(text.replaceAll('\r\n', '\n').trimEnd()).toMatch(new RegExp(`[^]{200,}\n\n${words.trimEnd()}$`));
    expect(text.slice(0, 200)).not.toMatch(/Entry|secrecy|ความลับ/);
    expect(`${subject}`).not.toMatch(/Entry|secrecy|ความลับ/);
    expect(attachments.map(({ filename }) => filename)).toContain(MAIL_TEXT_FILE);
    await send(delivery);
    expect(lastMail().text).toBe(text);
    expect(lastMail().messageId).toBe(messageId);
  });

  it('names no machine: it comes from the domain of the organisation', async () => {
    await send(inventDelivery({ language: 'en' }));
    const { headers } = lastMail();
    expect(headers.find(({ key }) => key === 'received')?.value).toBe('from lapwing.example');
    // No other header that a mail program adds of itself.
    expect(headers.map(({ key }) => key).sort()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'received',
      'reply-to',
      'subject',
      'to',
    ]);
  });

  it('is the same to the last byte at every attempt, and bears the time at which it was asked for', async () => {
    await send();
    await send();
    const [first, second] = readMails(desk).slice(-2);
    if (!first || !second) throw new Error('No mails arrived');
    expect(second.bytes.equals(first.bytes)).toBe(true);
    expect(new Date(first.outside.date ?? '')).toEqual(inventDelivery().requestedAt);
    await send(inventDelivery({ batchId: '01990000-0000-7000-8000-00000000d009' }));
    expect(readMails(desk).at(-1)?.bytes.equals(first.bytes)).toBe(false);
  });

  it('says in one piece, as every mail program reads it, what divides its parts', async () => {
    await send();
    expect(boundariesOf(readMails(desk).at(-1)?.bytes)).toEqual([
      expect.stringMatching(/^boundary="[^"]{1,70}"$/),
    ]);
  });

  it('is marked where it is urgent, and only there', async () => {
    await send(inventDelivery({ imminent: true, language: 'en' }));
    expect(lastMail().subject).toContain('urgent');
    const priority = () => lastMail().headers.find(({ key }) => key === 'importance')?.value;
    expect(priority()).toMatch(/high/i);
    await send(inventDelivery({ language: 'en' }));
    expect(lastMail().subject).not.toContain('urgent');
    expect(priority()).toBeUndefined();
  });

  it('is not sent where no mail server is set up, or it does not let Lapwing in', async () => {
    const before = desk.received.length;
    expect(await send(inventDelivery(), { ...desk.context, mail: null })).toMatchObject({
      error: 'NO_MAIL_SERVER',
    });
    const account = { user: 'lapwing', password: 'not this one' };
    expect(await send(inventDelivery(), withMail({ account }))).toMatchObject({
      error: 'NO_MAIL_SERVER',
      status: 535,
    });
    expect(desk.received).toHaveLength(before);
  });

  it('goes unencrypted to a mail server on this machine, and to none elsewhere', async () => {
    desk.suffer('SPEAKS_NO_TLS');
    const { port } = desk.context.mail ?? { port: 0 };
    const open = { port, account: null };
    const before = desk.received.length;
    expect(await send(inventDelivery(), withMail(open))).toMatchObject({ error: 'TLS_FAILED' });
    expect(desk.received).toHaveLength(before);
    expect(await send(inventDelivery(), withMail({ ...open, host: '127.0.0.1' }))).toMatchObject({
      kind: 'ARRIVED',
    });
    expect(desk.received).toHaveLength(before + 1);
  });

  it('is not sent when it is too large', async () => {
    const content = Buffer.alloc(19 * 2 ** 20);
    const files = [{ name: 'letter.pdf', mediaType: 'application/pdf', sha256: '', content }];
    expect(await send(inventDelivery({ files }))).toMatchObject({ error: 'TOO_LARGE' });
  });
});
