import { generateKeyPairSync } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DkimKey, dkimRecord } from '../mail/dkim-key.ts';
import type { Desk } from '../testing/delivery/desk.ts';
import { inventDelivery } from '../testing/delivery/invented-delivery.ts';
import { encryptedMailDesk, readMails } from '../testing/delivery/mail-desk.ts';
import { transportOf } from './registry.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await encryptedMailDesk.open(() => '');
});
afterAll(() => desk.close());

const key: DkimKey = {
  domain: 'lapwing.example',
  selector: 'desk',
  privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
};
/** Bytes of a message as the mail server took it. */
const sendSigned = async (publicKey: string): Promise<Buffer> => {
  const { mail } = desk.context;
  if (mail === null) throw new Error('The desk is a mail server');
  const context = { ...desk.context, mail: { ...mail, dkim: key } };
  const delivery = inventDelivery({ publicKey });
  expect(await transportOf(desk.target).handOver(delivery, context)).toMatchObject({ kind: 'ARRIVED' });
  return readMails(desk).at(-1)?.bytes ?? Buffer.alloc(0);
};
/** What another program that looks the record up makes of the signature. */
const verdictOn = async (message: Buffer, record = dkimRecord(key)) => {
  const asked: string[] = [];
  const { results } = await dkimVerify(message, {
    resolver: async (name) => {
      asked.push(name);
      return [record.strings];
    },
  });
  return { asked, results: results.map(({ status }) => status.result) };
};

describe('an e-mail with DKIM', () => {
  it.each([
    ['in clear', () => ''],
    ['encrypted', () => desk.publicKey],
  ])('%s is signed so that the published record proves it', async (_how, publicKey) => {
    const message = await sendSigned(publicKey());
    expect(await verdictOn(message)).toEqual({
      asked: ['desk._domainkey.lapwing.example'],
      results: ['pass'],
    });
  });

  it('is not proven once subject, text or key are others', async () => {
    const message = (await sendSigned('')).toString('latin1');
    for (const altered of [
      message.replace(/^Subject: .*$/m, 'Subject: another'),
      message.replace(/\r\n\r\n/, '\r\n\r\nAnother line\r\n'),
    ]) {
      expect(altered).not.toBe(message);
      expect((await verdictOn(Buffer.from(altered, 'latin1'))).results).not.toContain('pass');
    }
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const other = dkimRecord({ ...key, privateKey });
    expect((await verdictOn(Buffer.from(message, 'latin1'), other)).results).not.toContain('pass');
  });
});
