import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ANSWER_WITHIN_MS, type TrayLine } from '@lapwing/contracts';
import { getBatch } from '@lapwing/store/batches/get-batch';
import { listDeadLetters } from '@lapwing/store/dead-letters/list-dead-letters';
import { dueEscalations } from '@lapwing/store/escalations/due-escalations';
import { openEscalation } from '@lapwing/store/escalations/open-escalation';
import { silentLogger } from '@lapwing/store/logging';
import { listTray } from '@lapwing/store/outcomes/list-tray';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { getMailbox } from '@lapwing/store/replies/get-mailbox';
import { openReply } from '@lapwing/store/replies/open-reply';
import { replies } from '@lapwing/store/schema/index';
import type { Actor, Store } from '@lapwing/store/store';
import { makeKeyPair } from '@lapwing/store/testing/openpgp-keys';
import { sentToGoogle } from '@lapwing/store/testing/sent-referrals';
import { urgentBatch } from '@lapwing/store/testing/urgent-batch';
import { addPerson, openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import MailComposer from 'nodemailer/lib/mail-composer';
import { createMessage, encrypt, readKey, readPrivateKey } from 'openpgp';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { mailboxName } from '../network/mailbox-server.ts';
import { startCuttingProxy, startRefusingProxy } from '../testing/delivery/cutting-proxy.ts';
import { type Dovecot, MAILBOX_ACCOUNT, MAILBOX_HOST, startDovecot } from '../testing/delivery/dovecot.ts';
import { freePort } from '../testing/delivery/free-port.ts';
import { postfixReport } from '../testing/delivery/postfix-report.ts';
import { findProgram, withProgram } from '../testing/programs.ts';
import { type RepliesContext, readReplies } from './read-replies.ts';
import { startReplies } from './start-replies.ts';

const patience = { connectMs: 10_000, answerMs: 10_000, wholeMs: 30_000 };

let workspace: TestWorkspace;
let store: Store;
let referrer: Actor;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  store = workspace.store;
  await ensureReadyMadeRecipients(store);
  referrer = await addPerson(store, ['referrer']);
});
afterAll(() => workspace.close());

const tray = async (): Promise<TrayLine[]> => (await listTray(store, { limit: 200 })).lines;
const about = async (referralId: string) =>
  (await tray()).filter(({ reference }) => reference === referralId);
const sentOne = async () => (await sentToGoogle(store, referrer, 1))[0] ?? '';
/** How many messages were passed over so far. */
const passedOver = async () =>
  (await listDeadLetters(store)).filter(({ queue }) => queue === 'read-mail').length;
const stateNow = async () => (await getMailbox(store)).mailbox;
const contextOf = (server: Partial<RepliesContext['mailbox']>, certificate?: string): RepliesContext => ({
  store,
  clock: () => new Date(),
  mailbox: {
    host: MAILBOX_HOST,
    port: 993,
    secure: true,
    ...MAILBOX_ACCOUNT,
    folder: 'INBOX',
    ...server,
  },
  ownKey: null,
  network: {
    resolve: async () => ['127.0.0.1'],
    mayReach: () => false,
    ...(certificate === undefined ? {} : { certificateAuthorities: certificate }),
  },
  patience,
  brokeAt: new Map(),
  log: silentLogger(),
});

describe('a mailbox whose server', () => {
  it('is away, or has no such name, is said to be so, and no exporter stops for it', async () => {
    expect(await readReplies(contextOf({ port: await freePort() }))).toBe(0);
    expect(await stateNow()).toMatchObject({ error: 'UNREACHABLE', readAt: null });
    const nameless = contextOf({});
    nameless.network = { resolve: () => Promise.reject(new Error('ENOTFOUND')), mayReach: () => false };
    expect(await readReplies(nameless)).toBe(0);
    expect(await stateNow()).toMatchObject({ error: 'NAME_NOT_FOUND' });
  });
});

const real = withProgram('dovecot', 'the mailbox of a real Dovecot');
describe.skipIf(real.absent)(real.title, () => {
  let dovecot: Dovecot;
  let context: RepliesContext;
  beforeAll(async () => {
    dovecot = await startDovecot(findProgram('dovecot') ?? '');
  });
  afterAll(() => dovecot.stop());
  beforeEach(() => {
    context = contextOf({ port: dovecot.port }, dovecot.certificate);
  });
  const compose = (options: ConstructorParameters<typeof MailComposer>[0]): Promise<Buffer> =>
    new MailComposer({ from: 'Desk <desk@platform.example>', to: 'desk@lapwing.example', ...options })
      .compile()
      .build();
  const lay = async (options: ConstructorParameters<typeof MailComposer>[0]) =>
    dovecot.lay(await compose(options));

  it('is read over TLS, or STARTTLS, and what it says lies in the tray', async () => {
    const one = await sentOne();
    await lay({
      subject: 'Re: batch',
      text: `${one}\n\nGone.\n\nOn Sat, 28 Nov 2026, Lapwing wrote:\n> Batch\n`,
    });
    expect(await readReplies(context)).toBe(1);
    const [line] = await about(one);
    expect(line).toMatchObject({
      reason: 'TO_READ',
      reply: { kind: 'ANSWER', text: 'WHOLE', senderKnown: false },
    });
    expect(await openReply(store, referrer, line?.lineId ?? '')).toMatchObject({
      from: 'desk@platform.example',
      subject: 'Re: batch',
      text: `${one}\n\nGone.`,
    });
    const { error, readAt } = (await stateNow()) ?? {};
    expect([error, typeof readAt]).toEqual([null, 'string']);
    const two = await sentOne();
    await lay({ text: two });
    const starttls = contextOf({ port: dovecot.plainPort, secure: false }, dovecot.certificate);
    expect(await readReplies(starttls)).toBe(1);
    expect(await about(two)).toHaveLength(1);
  });

  it('says that the e-mail to a called lead came back, and not where it is only late', async () => {
    await addPerson(store, ['lead']);
    await addPerson(store, ['lead']);
    const { batchId, referralId } = await urgentBatch(store, referrer);
    const due = new Date(Date.now() + ANSWER_WITHIN_MS);
    await openEscalation(store, batchId, due);
    const [callId = ''] = (await dueEscalations(store, due)).callIds;
    const fate = { messageId: `lapwing-call-${callId}@lapwing.example`, to: 'lena@elsewhere.example' };
    const callsNow = async () =>
      (await getBatch(store, batchId)).escalations[0]?.calls.map(({ mailError }) => mailError);
    const delayed = { action: 'delayed', status: '4.4.1', diagnostic: 'connect: timed out' } as const;
    dovecot.lay(postfixReport({ ...fate, ...delayed }).whole);
    expect(await readReplies(context)).toBe(0);
    expect(await callsNow()).toEqual([null]);
    const failed = {
      action: 'failed',
      status: '5.1.1',
      diagnostic: `550 5.1.1 Unknown ${referralId}`,
    } as const;
    dovecot.lay(postfixReport({ ...fate, ...failed }).whole);
    expect(await readReplies(context)).toBe(0);
    expect(await callsNow()).toEqual(['CAME_BACK', null]);
    expect(await about(referralId)).toEqual([]);
  });

  it('is read again and again, and takes nothing twice, also when its numbers begin anew', async () => {
    const one = await sentOne();
    await lay({ text: one });
    expect(await readReplies(context)).toBe(1);
    expect(await readReplies(context)).toBe(0);
    dovecot.renumber();
    const two = await sentOne();
    await lay({ text: two });
    expect(await readReplies(context)).toBe(1);
    expect([(await about(one)).length, (await about(two)).length]).toEqual([1, 1]);
  });

  it('is not changed by it: nothing is deleted, and nothing is marked as seen', async () => {
    const before = dovecot.files();
    expect(before.length).toBeGreaterThan(0);
    await lay({ text: await sentOne() });
    await readReplies(context);
    expect(dovecot.files()).toHaveLength(before.length + 1);
    // Flags stand in the names of files: S is seen.
    expect(dovecot.files().filter((name) => /:2,.*[STF]/.test(name))).toEqual([]);
  });

  it('keeps nothing of a message that is about nothing of ours', async () => {
    const before = await store.db.$count(replies);
    await lay({ subject: 'Lunch?', text: 'Are you coming, Ploy?' });
    expect(await readReplies(context)).toBe(0);
    expect(await store.db.$count(replies)).toBe(before);
  });

  it('gives the texts of a message, in Thai characters too, and never an attachment or a picture', async () => {
    const one = await sentOne();
    const thai = Buffer.concat([
      Buffer.from(
        `From: Desk <desk@platform.example>\r\nSubject: =?windows-874?B?xbrhxenH?=\r\nMessage-ID: <thai@platform.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=windows-874\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${one} `,
      ),
      Buffer.from([0xc5, 0xba, 0xe1, 0xc5, 0xe9, 0xc7]),
      Buffer.from(
        '\r\n--b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\nMUSTNOTLEAVE\r\n--b--\r\n',
      ),
    ]);
    dovecot.lay(thai);
    // The server must not even be asked for it: a proxy without TLS would cut the connection at its content.
    const proxy = await startCuttingProxy(dovecot.plainPort, 'MUSTNOTLEAVE');
    try {
      const plain = contextOf({ host: '127.0.0.1', port: proxy.port, secure: false });
      expect(await readReplies(plain)).toBeGreaterThan(0);
      expect(await stateNow()).toMatchObject({ error: null });
    } finally {
      await proxy.close();
    }
    const [line] = await about(one);
    expect(await openReply(store, referrer, line?.lineId ?? '')).toMatchObject({
      subject: 'ลบแล้ว',
      text: `${one} ลบแล้ว`,
    });
  });

  it('opens what is encrypted to the organisation', async () => {
    const keys = await makeKeyPair();
    const one = await sentOne();
    const armored = await encrypt({
      message: await createMessage({
        binary: await compose({ subject: 'True subject', text: `${one} gone` }),
      }),
      encryptionKeys: await readKey({ armoredKey: keys.publicKey }),
    });
    dovecot.lay(
      `From: desk@platform.example\r\nSubject: ...\r\nMessage-ID: <sealed@platform.example>\r\nIn-Reply-To: <x@y>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n${armored}\r\n--b--\r\n`,
    );
    const ownKey = await readPrivateKey({ armoredKey: keys.privateKey });
    expect(await readReplies({ ...context, ownKey })).toBe(1);
    const [line] = await about(one);
    expect(await openReply(store, referrer, line?.lineId ?? '')).toMatchObject({
      subject: 'True subject',
      text: `${one} gone`,
    });
  });

  it('has a part of a huge text, and says so', async () => {
    const one = await sentOne();
    await lay({ text: `${one}\n${'A long line of a log that somebody pasted.\n'.repeat(20_000)}` });
    expect(await readReplies(context)).toBe(1);
    expect((await about(one))[0]?.reply?.text).toBe('CUT');
  });

  it('with messages that are no messages is read to its end', async () => {
    const bad = [
      '',
      'no headers at all',
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'.repeat(300)}`,
      `From: ${'a'.repeat(20_000)}\r\nSubject: =?x-none?Q?=FF?=\r\nContent-Type: text/plain; charset=x-none\r\n\r\n\u0000\u0001`,
      `Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%%`,
      `References: ${'<a@b> '.repeat(5_000)}\r\n\r\nx`,
    ];
    for (const message of bad) dovecot.lay(message);
    const one = await sentOne();
    await lay({ text: one });
    expect(await readReplies(context)).toBe(1);
    expect(await stateNow()).toMatchObject({ error: null });
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, 'LOGIN_REFUSED'],
    ['a folder that is not there', { folder: 'Replies' }, 'NO_FOLDER'],
  ])('with %s is said to be so, and read once that is put right', async (_what, wrong, error) => {
    const one = await sentOne();
    await lay({ text: one });
    context.mailbox = { ...context.mailbox, ...wrong };
    expect(await readReplies(context)).toBe(0);
    expect(await stateNow()).toMatchObject({ name: mailboxName(context.mailbox), error });
    context = contextOf({ port: dovecot.port }, dovecot.certificate);
    expect(await readReplies(context)).toBe(1);
    expect(await stateNow()).toMatchObject({ error: null, failingSince: null });
  });

  it('with a certificate of somebody else is not logged in to', async () => {
    for (const server of [{ port: dovecot.port }, { port: dovecot.plainPort, secure: false }]) {
      expect(await readReplies(contextOf(server))).toBe(0);
      expect(await stateNow()).toMatchObject({ error: 'TLS_FAILED' });
    }
  });

  it('whose connection breaks at a message loses none and takes none twice, and is not stuck there', async () => {
    const [one, two, three] = [await sentOne(), await sentOne(), await sentOne()];
    await lay({ text: one });
    await lay({ text: `${two} BREAKS-HERE` });
    await lay({ text: three });
    const proxy = await startCuttingProxy(dovecot.plainPort, 'BREAKS-HERE');
    try {
      const broken = contextOf({ host: '127.0.0.1', port: proxy.port, secure: false });
      // Under the name that the mailbox has without the proxy.
      broken.mailbox.host = 'localhost';
      for (const attempt of [1, 2, 3]) {
        await readReplies(broken);
        expect([attempt, (await stateNow())?.error]).toEqual([attempt, 'CONNECTION_LOST']);
        expect([(await about(one)).length, (await about(three)).length]).toEqual([1, 0]);
      }
      // Nothing but its headers is asked for now.
      await readReplies(broken);
      expect(await stateNow()).toMatchObject({ error: null });
      expect((await about(three)).length).toBe(1);
      // Its headers do not say that it is ours: somebody has to look.
      expect(await passedOver()).toBe(1);
    } finally {
      await proxy.close();
    }
  });

  it('with a message that is nearly nothing but headers is read to its end', async () => {
    await readReplies(context);
    const before = await passedOver();
    const [one, two, three] = [await sentOne(), await sentOne(), await sentOne()];
    const long = 'X-Filler: so many headers that nobody has them by chance\r\n'.repeat(60_000);
    const from = 'From: Desk <desk@platform.example>\r\n';
    const text = (id: string) => `Content-Type: text/plain\r\n\r\n${id} is gone.\r\n`;
    dovecot.lay(`${from}${long}${text(one)}`);
    dovecot.lay(`X-Long: ${'y'.repeat(3 * 2 ** 20)}\r\n${from}${text(two)}`);
    await lay({ text: three });
    expect(await readReplies(context)).toBe(3);
    expect(await stateNow()).toMatchObject({ error: null });
    for (const id of [one, two, three]) expect(await about(id)).toHaveLength(1);
    expect(await passedOver()).toBe(before);
  });

  it('whose server refuses a message for a while loses none, and one that it always refuses is passed over', async () => {
    await readReplies(context);
    const before = await passedOver();
    const [one, two, three] = [await sentOne(), await sentOne(), await sentOne()];
    await lay({ text: one });
    let refusing = true;
    let refused = 0;
    const proxy = await startRefusingProxy(dovecot.plainPort, (uid) => {
      if (refusing) refused = uid;
      return refusing;
    });
    try {
      const unwell = contextOf({ host: '127.0.0.1', port: proxy.port, secure: false });
      unwell.mailbox.host = 'localhost';
      for (let attempt = 1; attempt <= 5; attempt += 1) expect(await readReplies(unwell)).toBe(0);
      expect(await stateNow()).toMatchObject({ error: 'MESSAGE_REFUSED' });
      refusing = false;
      expect(await readReplies(unwell)).toBe(1);
      // Whole, however often it was refused.
      expect(await about(one)).toMatchObject([{ reply: { text: 'WHOLE' } }]);
      expect(await stateNow()).toMatchObject({ error: null });
      await lay({ text: two });
      refusing = true;
      for (let attempt = 1; attempt < 30; attempt += 1) await readReplies(unwell);
      expect(await passedOver()).toBe(before);
      await readReplies(unwell);
      expect(await passedOver()).toBe(before + 1);
      const [letter] = await listDeadLetters(store);
      expect(letter).toMatchObject({
        queue: 'read-mail',
        error: 'MESSAGE_UNREADABLE',
        attempts: 30,
        subjectId: expect.stringMatching(new RegExp(`UID ${refused}$`)),
      });
      refusing = false;
      await lay({ text: three });
      expect(await readReplies(unwell)).toBe(1);
      expect([(await about(two)).length, (await about(three)).length]).toEqual([0, 1]);
    } finally {
      await proxy.close();
    }
  });

  it('with a message that cannot be taken in, whatever it is, goes on behind it', async () => {
    await readReplies(context);
    const before = await passedOver();
    const [one, two] = [await sentOne(), await sentOne()];
    await lay({ text: one, headers: { 'Auto-Submitted': 'auto-replied' } });
    await lay({ text: two });
    const owner = new Client({ connectionString: workspace.database.ownerUrl });
    await owner.connect();
    await owner.query(`
      create function refuse_programs() returns trigger language plpgsql as $$
      begin
        if new.kind = 'AUTOMATIC' then raise exception 'not this one'; end if;
        return new;
      end $$`);
    await owner.query(
      'create trigger programs before insert on replies for each row execute function refuse_programs()',
    );
    try {
      for (const attempt of [1, 2]) {
        expect([attempt, await readReplies(context)]).toEqual([attempt, 0]);
        expect(await stateNow()).toMatchObject({ error: 'MESSAGE_UNREADABLE' });
      }
      expect(await readReplies(context)).toBe(1);
      expect(await stateNow()).toMatchObject({ error: null });
      expect([(await about(one)).length, (await about(two)).length]).toEqual([0, 1]);
      expect(await passedOver()).toBe(before + 1);
    } finally {
      await owner.query('drop trigger programs on replies');
      await owner.end();
    }
  });

  it('loses and doubles nothing when the exporter is killed between read and recorded', async () => {
    await readReplies(context);
    const one = await sentOne();
    await lay({ text: one });
    const gate = new Client({ connectionString: workspace.database.ownerUrl });
    await gate.connect();
    // Whoever puts on record that it came waits here.
    await gate.query('select pg_advisory_lock(4714)');
    await gate.query(`
      create function wait_at_gate() returns trigger language plpgsql as $$
      begin
        if new.verb = 'REPLY_RECEIVED' then perform pg_advisory_xact_lock(4714); end if;
        return new;
      end $$`);
    await gate.query(
      'create trigger gate before insert on audit for each row execute function wait_at_gate()',
    );
    const child: ChildProcess = spawn(
      process.execPath,
      [join(import.meta.dirname, '../testing/delivery/read-replies-once.ts')],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          PATH: process.env.PATH,
          DATABASE_URL: workspace.database.appUrl,
          MAILBOX: JSON.stringify(context.mailbox),
          CERTIFICATE: dovecot.certificate,
        },
      },
    );
    try {
      await vi.waitFor(
        async () => {
          const { rows } = await gate.query(
            `select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
          );
          expect(rows).toHaveLength(1);
        },
        { timeout: 20_000, interval: 50 },
      );
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    } finally {
      await gate.query('select pg_advisory_unlock(4714)');
      await gate.query('drop trigger gate on audit');
      await gate.end();
    }
    expect(await about(one)).toHaveLength(0);
    expect(await readReplies(context)).toBe(1);
    expect(await about(one)).toHaveLength(1);
  });

  it('is looked into by the exporter itself until that is stopped', async () => {
    const one = await sentOne();
    await lay({ text: one });
    const reading = startReplies(context);
    try {
      await vi.waitFor(async () => expect(await about(one)).toHaveLength(1), {
        timeout: 20_000,
        interval: 50,
      });
    } finally {
      await reading.stop();
    }
  });
});
