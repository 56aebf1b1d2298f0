import { aboutCall } from '@lapwing/store/replies/reply-lines';
import { makeKeyPair } from '@lapwing/store/testing/openpgp-keys';
import { createMessage, encrypt, type PrivateKey, readKey, readPrivateKey } from 'openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import { postfixReport } from '../testing/delivery/postfix-report.ts';
import { partsToRead, type RawMessage, type RawPart } from './parts-to-read.ts';
import { readReply } from './read-reply.ts';

const head = (...lines: string[]) => Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
const plain = (text: string | Buffer, type = 'text/plain; charset=utf-8', encoding = '8bit'): RawPart => ({
  role: type.startsWith('text/html') ? 'HTML' : 'TEXT',
  bytes: Buffer.concat([
    head(`Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`),
    typeof text === 'string' ? Buffer.from(text) : text,
  ]),
  cut: false,
});
const raw = (parts: RawPart[], more: Partial<RawMessage> = {}): RawMessage => ({
  receivedAt: new Date('2026-11-28T10:00:00Z'),
  headers: head('From: Desk <desk@platform.example>', 'Subject: Re', 'Message-ID: <1@platform.example>'),
  form: 'TEXT',
  parts,
  ...more,
});
const kindWith = async (...lines: string[]) =>
  (await readReply(raw([plain('x')], { headers: head('From: a@b.example', ...lines) }), null)).kind;

let own: PrivateKey;
let ownPublic: string;
beforeAll(async () => {
  const keys = await makeKeyPair();
  own = await readPrivateKey({ armoredKey: keys.privateKey });
  ownPublic = keys.publicKey;
});
const encrypted = async (content: string | Buffer, publicKey = ownPublic): Promise<string> =>
  encrypt({
    message: await createMessage({ binary: Buffer.from(content) }),
    encryptionKeys: await readKey({ armoredKey: publicKey }),
  });
const carrying = (armored: string): RawMessage =>
  raw(
    [
      {
        role: 'ENCRYPTED',
        bytes: Buffer.concat([
          head('Content-Type: application/octet-stream; name="encrypted.asc"'),
          Buffer.from(armored),
        ]),
        cut: false,
      },
    ],
    { form: 'ENCRYPTED' },
  );

describe('a message', () => {
  it('says who, about what, in answer to what, the nearest first', async () => {
    const headers = head(
      'From: =?windows-874?B??= <Desk@Platform.example>',
      'Subject: =?tis-620?B?tdHHzcLo0ocg?=',
      'In-Reply-To: <three@lapwing.example>',
      'References: <one@lapwing.example>',
      ' <two@lapwing.example>',
    );
    expect(await readReply(raw([plain('Gone.')], { headers }), null)).toMatchObject({
      kind: 'ANSWER',
      from: ['Desk@Platform.example'],
      answers: ['<three@lapwing.example>', '<two@lapwing.example>', '<one@lapwing.example>'],
      text: 'Gone.',
      textState: 'WHOLE',
      messageId: '',
      bounceStatus: null,
    });
  });

  it.each(['windows-874', 'tis-620', 'iso-8859-11', 'TIS-620'])('is read in %s', async (charset) => {
    // ลบแล้ว
    const thai = Buffer.from([0xc5, 0xba, 0xe1, 0xc5, 0xe9, 0xc7]);
    const read = await readReply(raw([plain(thai, `text/plain; charset=${charset}`)]), null);
    expect(read.text).toBe('ลบแล้ว');
    const base64 = plain(thai.toString('base64'), `text/plain; charset=${charset}`, 'base64');
    expect((await readReply(raw([base64]), null)).text).toBe('ลบแล้ว');
  });

  it('of HTML alone is read as text: no picture, no script, addresses as they are written', async () => {
    const html =
      '<html><head><style>p{}</style><script>alert(1)</script></head><body><p>Gone: <a href="https://site.example/p/1">the post</a></p>' +
      '<img src="https://track.example/pixel.gif" alt="pixel"><blockquote>Batch 7</blockquote></body></html>';
    const { text, quoted } = await readReply(raw([plain(html, 'text/html; charset=utf-8')]), null);
    expect(text).toContain('Gone: the post [https://site.example/p/1]');
    expect(`${text}${quoted}`).not.toMatch(/track|alert|pixel/);
    expect(quoted).toContain('> Batch 7');
  });

  it('is said to be cut, to have no text, or to be unreadable', async () => {
    const cut = { ...plain('The beginning'), cut: true };
    expect(await readReply(raw([cut]), null)).toMatchObject({ text: 'The beginning', textState: 'CUT' });
    expect((await readReply(raw([plain('y'.repeat(100_001))]), null)).textState).toBe('CUT');
    const many = await readReply(raw([plain(`First\n${'\n'.repeat(200_000)}Last`)]), null);
    expect(many).toMatchObject({ text: 'First', textState: 'CUT' });
    expect((await readReply(raw([]), null)).textState).toBe('NONE');
    expect((await readReply(raw([plain('> only repeated')]), null)).textState).toBe('NONE');
    expect((await readReply(raw([], { form: 'UNREADABLE' }), null)).textState).toBe('UNREADABLE');
    const hostile = raw([plain('x')], { headers: Buffer.from('X: y\r\n'.repeat(100_000)) });
    expect(await readReply(hostile, null)).toMatchObject({ text: 'x', from: [], messageId: '' });
  });

  it.each([
    ['a plain one', [], 'ANSWER'],
    ['Auto-Submitted: no', ['Auto-Submitted: no'], 'ANSWER'],
    ['an automatic reply', ['Auto-Submitted: auto-replied'], 'AUTOMATIC'],
    ['with a comment', ['AUTO-SUBMITTED: Auto-Generated (ticket)'], 'AUTOMATIC'],
    ['of a list', ['List-Id: <news.platform.example>'], 'AUTOMATIC'],
    ['in bulk', ['Precedence: bulk'], 'AUTOMATIC'],
    ['without a sender to bounce to', ['Return-Path: <>'], 'AUTOMATIC'],
    ['with a sender', ['Return-Path: <desk@platform.example>'], 'ANSWER'],
  ])('is %s: %j is %s', async (_what, headers, kind) => {
    expect(await kindWith(...headers)).toBe(kind);
  });
});

describe('a message that came back', () => {
  const report = (action: string, status: string) =>
    raw(
      [
        plain('Your message could not be delivered.'),
        {
          role: 'STATUS',
          bytes: Buffer.concat([
            head('Content-Type: message/delivery-status'),
            Buffer.from(
              `Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: ${action}\r\n${status}\r\n`,
            ),
          ]),
          cut: false,
        },
        { role: 'ORIGINAL_HEADERS', bytes: head('Message-ID: <lapwing-1@lapwing.example>'), cut: false },
      ],
      { form: 'REPORT' },
    );

  it('says which and why', async () => {
    expect(await readReply(report('failed', 'Status: 5.1.1'), null)).toMatchObject({
      kind: 'BOUNCE',
      bounceStatus: '5.1.1',
      answers: ['<lapwing-1@lapwing.example>'],
    });
    expect(await readReply(report('Failed', 'Status: wrong'), null)).toMatchObject({ bounceStatus: '5.0.0' });
  });

  it('did not where it is only late', async () => {
    expect(await readReply(report('delayed', 'Status: 4.4.1'), null)).toMatchObject({
      kind: 'AUTOMATIC',
      bounceStatus: null,
      answers: ['<lapwing-1@lapwing.example>'],
    });
  });
});

describe('an e-mail to a called lead', () => {
  const callId = '01a2b3c4-d5e6-7f80-91a2-b3c4d5e6f708';
  const call = `lapwing-call-${callId}@lapwing.example`;
  const said = (messageId: string, action: 'failed' | 'delayed') => {
    const failed = action === 'failed';
    const { headers, notification, report, original } = postfixReport({
      messageId,
      to: 'lena@elsewhere.example',
      action,
      status: failed ? '5.1.1' : '4.4.1',
      diagnostic: failed ? '550 5.1.1 User unknown in virtual mailbox table' : 'connect: timed out',
    });
    const part = (role: RawPart['role'], bytes: string): RawPart => ({
      role,
      bytes: Buffer.from(bytes),
      cut: false,
    });
    const parts = [part('TEXT', notification), part('STATUS', report), part('ORIGINAL_HEADERS', original)];
    return readReply(raw(parts, { headers: Buffer.from(headers), form: 'REPORT' }), null);
  };

  it('came back where a Postfix says so, and did not where it is late', async () => {
    const bounce = await said(call, 'failed');
    expect(bounce).toMatchObject({ kind: 'BOUNCE', bounceStatus: '5.1.1' });
    expect(aboutCall(bounce)).toEqual({ cameBack: callId });
    expect(aboutCall(await said(call.toUpperCase(), 'failed'))).toEqual({ cameBack: callId });
    expect(aboutCall(await said(call, 'delayed'))).toEqual({ cameBack: null });
  });

  it('did not where a batch came back, a message of others, or where somebody only answers it', async () => {
    for (const id of [`lapwing-${callId}@lapwing.example`, `x${call}`, 'lapwing-call-7@lapwing.example'])
      expect([id, aboutCall(await said(id, 'failed'))]).toEqual([id, null]);
    const headers = head(
      'From: Lena <lena@lapwing.example>',
      `In-Reply-To: <${call}>`,
      `References: <${call}>`,
    );
    const answer = await readReply(raw([plain(`I look at it. <${call}>`)], { headers }), null);
    expect(answer.answers).toContain(`<${call}>`);
    expect(aboutCall(answer)).toEqual({ cameBack: null });
  });
});

describe('an encrypted message', () => {
  it('to the organisation is opened, its subject too, and no attachment is kept', async () => {
    const inside =
      'Content-Type: multipart/mixed; boundary=b\r\nSubject: The true subject\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nGone.\r\n--b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n';
    const read = await readReply(carrying(await encrypted(inside)), own);
    expect(read).toMatchObject({ subject: 'The true subject', text: 'Gone.', textState: 'WHOLE' });
    expect(JSON.stringify(read)).not.toContain('iVBOR');
    const inline = raw([plain(`Hello\r\n${await encrypted('Gone.')}\r\n`)]);
    expect(await readReply(inline, own)).toMatchObject({ text: 'Gone.', textState: 'WHOLE' });
  });

  it('is opened in a text that is long, and one that begins again and again without an end is read as text', async () => {
    const long = `${'A line of a log.\r\n'.repeat(3000)}${await encrypted('Gone.')}`;
    expect(await readReply(raw([plain(long)]), own)).toMatchObject({ text: 'Gone.', textState: 'WHOLE' });
    const begins = `${'-----BEGIN PGP MESSAGE-----'.repeat(50)}\n`.repeat(950);
    expect(begins.length).toBeGreaterThan(1.2 * 2 ** 20);
    for (const key of [own, null])
      expect(await readReply(raw([plain(begins)]), key)).toMatchObject({ kind: 'ANSWER', textState: 'CUT' });
    const ends = `${begins}-----END PGP MESSAGE-----`;
    expect((await readReply(raw([plain(ends)]), own)).textState).toBe('ENCRYPTED');
  });

  it('to another key, or to none of ours, is said to be so', async () => {
    const { publicKey } = await makeKeyPair();
    const foreign = carrying(await encrypted('Gone.', publicKey));
    expect(await readReply(foreign, own)).toMatchObject({ text: '', textState: 'ENCRYPTED' });
    const ours = carrying(await encrypted('Gone.'));
    expect(await readReply(ours, null)).toMatchObject({ text: '', textState: 'ENCRYPTED' });
    expect(await readReply(carrying('no armour'), own)).toMatchObject({ textState: 'ENCRYPTED' });
  });
});

describe('the parts that are asked for', () => {
  const sections = (structure: Parameters<typeof partsToRead>[0]) =>
    partsToRead(structure).parts.map(({ section }) => section);
  const text = (part: string, type = 'text/plain') => ({ part, type });

  it('are texts in place, never attachments, pictures or forwarded messages', () => {
    expect(sections({ type: 'text/plain' })).toEqual(['TEXT']);
    expect(sections({ type: 'image/png' })).toEqual([]);
    expect(
      sections({
        type: 'multipart/mixed',
        childNodes: [
          { part: '1', type: 'multipart/alternative', childNodes: [text('1.1'), text('1.2', 'text/html')] },
          { part: '2', type: 'image/jpeg' },
          { part: '3', type: 'text/plain', disposition: 'attachment' },
          { part: '4', type: 'message/rfc822', childNodes: [text('4.1')] },
          text('5'),
        ],
      }),
    ).toEqual(['1.1', '5']);
  });

  it('are few, however deep or wide a message is', () => {
    const wide = Array.from({ length: 500 }, (_, index) => text(String(index + 1)));
    expect(sections({ type: 'multipart/mixed', childNodes: wide })).toHaveLength(5);
    let deep: Parameters<typeof partsToRead>[0] = text('1');
    for (let level = 0; level < 200; level += 1)
      deep = { part: '1', type: 'multipart/mixed', childNodes: [deep] };
    expect(sections(deep)).toEqual([]);
  });
});
