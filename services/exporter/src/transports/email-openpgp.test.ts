import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeyPair } from '@lapwing/store/testing/openpgp-keys';
import { readPrivateKey, revokeKey } from 'openpgp';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadOpenPgpKey } from '../mail/openpgp-key.ts';
import type { Desk } from '../testing/delivery/desk.ts';
import { inventDelivery } from '../testing/delivery/invented-delivery.ts';
import { boundariesOf, encryptedMailDesk, type Mail, readMails } from '../testing/delivery/mail-desk.ts';
import { withProgram } from '../testing/programs.ts';
import type { DeliveryToSend, TransportContext } from './batch-transport.ts';
import { transportOf } from './registry.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await encryptedMailDesk.open(() => '');
});
afterAll(() => desk.close());
beforeEach(() => desk.suffer('TAKES_IT'));

const send = (changes: Partial<DeliveryToSend> = {}, context: TransportContext = desk.context) =>
  transportOf(desk.target).handOver(
    inventDelivery({ language: 'en', publicKey: desk.publicKey, ...changes }),
    context,
  );
const lastMail = (): Mail => {
  const mail = readMails(desk).at(-1);
  if (!mail) throw new Error('No mail arrived');
  return mail;
};
const revoked = async () => {
  const key = await readPrivateKey({ armoredKey: (await makeKeyPair()).privateKey });
  return (await revokeKey({ key })).publicKey;
};

describe('an encrypted e-mail', () => {
  it('is one of PGP/MIME, and says outside neither what it is about nor how it is marked', async () => {
    expect(await send()).toMatchObject({ kind: 'ARRIVED', status: 250 });
    const { outside, bytes } = lastMail();
    expect(outside.headers.find(({ key }) => key === 'content-type')?.value).toMatch(
      /^multipart\/encrypted; protocol="?application\/pgp-encrypted"?/,
    );
    expect(outside.attachments.map(({ mimeType }) => mimeType)).toEqual([
      'application/pgp-encrypted',
      'application/octet-stream',
    ]);
    expect(bytes.toString()).toContain('\r\n\r\nVersion: 1\r\n');
    expect(outside.subject).toBe('Plover Foundation มูลนิธิ: encrypted message');
    expect(outside.text ?? '').toBe('');
    expect(bytes.toString()).not.toMatch(/TLP:|referrals\.csv|letter\.pdf/);
  });

  it('says outside in one piece what divides its parts', async () => {
    await send();
    expect(boundariesOf(lastMail().bytes)).toEqual([expect.stringMatching(/^boundary="[^"]{1,70}"$/)]);
  });

  it('shows its true subject, text and files to who opens it', async () => {
    await send();
    const { inside, outside } = lastMail();
    expect(inside.subject).toContain('[TLP:AMBER]');
    expect(inside.text).toContain('answers@lapwing.example');
    expect(inside.messageId).toBe(outside.messageId);
    expect(inside.from?.address).toBe('desk@lapwing.example');
    expect(inside.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['referrals.csv', 'text/csv'],
      ['letter.pdf', 'application/pdf'],
    ]);
  });

  it('says outside that it is urgent where it is', async () => {
    await send({ imminent: true });
    expect(lastMail().outside.subject).toContain('urgent');
    expect(lastMail().outside.headers.find(({ key }) => key === 'importance')?.value).toMatch(/high/i);
  });

  it('is not sent, nor sent in clear, to a key that expired, was revoked or cannot encrypt, nor without a key to sign with', async () => {
    const before = desk.received.length;
    const unusable = [
      (await makeKeyPair({ daysOld: 10, daysGood: 5 })).publicKey,
      await revoked(),
      (await makeKeyPair({ onlySigns: true })).publicKey,
      'no key at all',
    ];
    for (const publicKey of unusable)
      expect(await send({ publicKey })).toEqual({
        kind: 'FAILED',
        error: 'KEY_UNUSABLE',
        status: null,
        retryAfterMs: null,
      });
    const { mail } = desk.context;
    if (mail === null) throw new Error('The desk is a mail server');
    const expired = (await makeKeyPair({ daysOld: 10, daysGood: 5 })).privateKey;
    for (const openPgpKey of [null, await readPrivateKey({ armoredKey: expired })])
      expect(await send({}, { ...desk.context, mail: { ...mail, openPgpKey } })).toMatchObject({
        error: 'OWN_KEY_UNUSABLE',
      });
    expect(desk.received).toHaveLength(before);
  });

  it('is not sent when it is too large once it is encrypted', async () => {
    const content = Buffer.alloc(14 * 2 ** 20);
    const files = [{ name: 'letter.pdf', mediaType: 'application/pdf', sha256: '', content }];
    expect(await send({ files })).toMatchObject({ error: 'TOO_LARGE' });
  });
});

const { absent, title } = withProgram('gpg', 'GnuPG, with a key that it made itself');

describe.skipIf(absent)(title, () => {
  const home = mkdtempSync(join(tmpdir(), 'lw-gpg-'));
  const gpg = (args: string[], input = ''): { stdout: Buffer; stderr: string } => {
    const options = ['--homedir', home, '--batch', '--pinentry-mode', 'loopback', '--passphrase', ''];
    const { status, stdout, stderr } = spawnSync('gpg', [...options, ...args], { input });
    if (status !== 0) throw new Error(`gpg ${args.join(' ')}: ${stderr}`);
    return { stdout, stderr: String(stderr) };
  };
  afterAll(() => {
    spawnSync('gpgconf', ['--homedir', home, '--kill', 'all']);
    rmSync(home, { recursive: true, force: true });
  });

  it('opens the message and finds a good signature of the organisation', async () => {
    gpg(['--quick-generate-key', 'Desk <desk@platform.example>', 'default', 'default', 'never']);
    const publicKey = String(gpg(['--armor', '--export', 'desk@platform.example']).stdout);
    const ownKey = await loadOpenPgpKey({
      dataDirectory: home,
      openPgpKeyFile: undefined,
      organisationName: 'Plover Foundation',
      organisationContact: undefined,
      smtpFrom: 'desk@lapwing.example',
    });
    gpg(['--import'], ownKey.toPublic().armor());
    const { mail } = desk.context;
    if (mail === null) throw new Error('The desk is a mail server');
    // The desk cannot open what is encrypted to another: it is taken as it is.
    const context = { ...desk.context, mail: { ...mail, openPgpKey: ownKey } };
    expect(await send({ publicKey }, context)).toMatchObject({ kind: 'ARRIVED' });
    const armored = lastMail().outside.attachments.find(({ filename }) => filename === 'encrypted.asc');
    writeFileSync(join(home, 'encrypted.asc'), Buffer.from(new Uint8Array(contentOf(armored))));
    const { stdout, stderr } = gpg(['--status-fd', '2', '--decrypt', join(home, 'encrypted.asc')]);
    expect(stderr).toContain('[GNUPG:] DECRYPTION_OKAY');
    expect(stderr).toContain(`[GNUPG:] VALIDSIG ${ownKey.getFingerprint().toUpperCase()}`);
    const inside = await PostalMime.parse(stdout);
    expect(inside.subject).toContain('[TLP:AMBER]');
    const files = inside.attachments.map(({ content }) =>
      Buffer.from(new Uint8Array(contentOf({ content }))),
    );
    expect(files).toEqual(inventDelivery().files.map(({ content }) => content));
  });
});

function contentOf(
  attachment: { content: ArrayBuffer | Uint8Array | string } | undefined,
): ArrayBuffer | Uint8Array {
  const { content } = attachment ?? {};
  if (content === undefined || typeof content === 'string') throw new Error('Bytes were expected');
  return content;
}
