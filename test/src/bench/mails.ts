import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { type Stack, startPrivateStack } from '../stack/start-stack.ts';
import { fillMails } from './fill-batch.ts';
import type { Came, SinkMessage } from './mail-sink.ts';
import { type Bench, measurement, type Reported } from './measurement.ts';

const MAILS = 10_000;
const RECIPIENTS = 4;
/** Milliseconds that the exporter is left to work between its start and SIGKILL. */
const LIVES_MS = [5_000, 6_000, 7_000, 8_000];
const LONGEST_MS = 3_600_000;
const ORGANISATION = 'lapwing.example';

/** Single e-mails while the exporter is killed again and again: how fast, and what was lost or came twice. */
export const mails: Bench = {
  name: 'mails',
  what: `${MAILS} batches of one referral, e-mail to ${RECIPIENTS} recipients through a local mail server, while the exporter is killed (SIGKILL) after ${LIVES_MS.map((life) => life / 1_000).join(', ')} seconds of work and started again, until every one is SENT; baseline: nodemailer alone sends as many of the same messages to the same server over ${RECIPIENTS} connections that stay open. Counted by Message-ID at the server. A double is allowed where an attempt was cut off.`,
  async run() {
    const sink = await openSink();
    const stack = await startPrivateStack({
      start: [],
      settings: {
        LAPWING_SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
        LAPWING_ORGANISATION_CONTACT: `desk@${ORGANISATION}`,
      },
    });
    try {
      const addresses = Array.from(
        { length: RECIPIENTS },
        (_, index) => `desk-${index + 1}@platform.example`,
      );
      await fillMails(stack, MAILS, addresses);
      const alone = await nodemailerAlone(stack, sink.port);
      const { seconds, kills } = await sendWhileKilled(stack);
      const came = (await sink.came()).filter(({ messageId }) => messageId.startsWith('lapwing-'));
      return [
        measurement('mails.sent', MAILS / seconds, 'mails/s', { baseline: MAILS / alone }),
        measurement('mails.kills', kills, 'kills'),
        ...(await lostOrDoubled(stack, came)),
      ];
    } finally {
      await stack.stop();
      await sink.close();
    }
  },
};

async function lostOrDoubled({ owner }: Stack, came: readonly Came[]): Promise<Reported[]> {
  // How often the server may have it: each attempt that was cut off, of which no end is recorded, and the last one.
  const { rows } = await owner.query<{ batchId: string; allowed: number }>(
    `select subject_id as "batchId", allowed from (
       select subject_id, 1 + count(*) - (select count(*) from deliveries where batch_id::text = subject_id) as allowed
       from audit where verb = 'DELIVERY_ATTEMPTED' group by subject_id
     ) as attempted`,
  );
  const allowed = new Map(rows.map((row) => [`lapwing-${row.batchId}@${ORGANISATION}`, Number(row.allowed)]));
  const known = came.filter(({ messageId }) => allowed.has(messageId));
  const doubled = known.filter(({ times }) => times > 1);
  const extra = doubled.reduce((sum, { times }) => sum + times - 1, 0);
  const unexplained = doubled.filter(({ messageId, times }) => times > (allowed.get(messageId) ?? 0));
  const recorded = await owner.query(
    `select from batches where state = 'SENT'
       and (select count(*) from deliveries where batch_id = batches.id and succeeded) = 1`,
  );
  const none = { wanted: { atMost: 0 } };
  return [
    measurement('mails.lost', MAILS - known.length, 'mails', none),
    measurement('mails.not-recorded-once', MAILS - (recorded.rowCount ?? 0), 'mails', none),
    measurement('mails.doubled', extra, 'mails'),
    measurement('mails.doubled-unlike', doubled.filter(({ alike }) => !alike).length, 'mails', none),
    measurement('mails.doubled-without-cut', unexplained.length + came.length - known.length, 'mails', none),
  ];
}

/** Starts the exporter and kills it, until nothing waits any more. Counts from the first start to the last mail. */
async function sendWhileKilled({
  owner,
  services: { exporter },
}: Stack): Promise<{ seconds: number; kills: number }> {
  const nothingWaits = async (): Promise<boolean> =>
    (await owner.query(`select from batches where delivery_state = 'WAITING' limit 1`)).rowCount === 0;
  const begun = performance.now();
  for (let kills = 0; ; kills += 1) {
    await exporter.start();
    const life = performance.now() + (LIVES_MS[kills % LIVES_MS.length] ?? 0);
    while (performance.now() < life) {
      await delay(100);
      if (await nothingWaits()) return { seconds: (performance.now() - begun) / 1_000, kills };
    }
    await exporter.kill();
    if (performance.now() - begun > LONGEST_MS) throw new Error('The mails do not come to an end');
  }
}

/** Seconds that the mail library needs for as many messages with the same files. */
async function nodemailerAlone({ owner }: Stack, port: number): Promise<number> {
  const { rows } = await owner.query<{ name: string; mediaType: string; bytes: Buffer; batch: string }>(
    `select name, media_type as "mediaType", bytes, batch_id as batch from batch_files
     join batch_file_chunks on file_id = batch_files.id order by batch_files.position`,
  );
  const batches = [...Map.groupBy(rows, ({ batch }) => batch)];
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    pool: true,
    maxConnections: RECIPIENTS,
    maxMessages: Number.POSITIVE_INFINITY,
    name: ORGANISATION,
  });
  const begun = performance.now();
  await Promise.all(
    batches.map(([batch, files]) =>
      transport.sendMail({
        from: `desk@${ORGANISATION}`,
        to: 'desk-1@platform.example',
        messageId: `<alone-${batch}@${ORGANISATION}>`,
        subject: `Lapwing Test Trust: batch ${batch} [TLP:AMBER]`,
        text: `Lapwing Test Trust sends you a batch of referrals. ${'Everything about them is in the attached files. '.repeat(15)}`,
        attachments: files.map(({ name, mediaType, bytes }) => ({
          filename: name,
          contentType: mediaType,
          content: bytes,
        })),
      }),
    ),
  );
  const seconds = (performance.now() - begun) / 1_000;
  transport.close();
  return seconds;
}

interface Sink {
  port: number;
  came(): Promise<Came[]>;
  close(): Promise<void>;
}

async function openSink(): Promise<Sink> {
  const child = fork(join(import.meta.dirname, 'mail-sink.ts'));
  const first = await said(child);
  if (first.kind !== 'LISTENS') throw new Error('The mail server does not listen');
  return {
    port: first.port,
    async came() {
      child.send('what came?');
      const answer = await said(child);
      if (answer.kind !== 'CAME') throw new Error('The mail server says something else');
      return answer.came;
    },
    async close() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

const said = (child: ChildProcess): Promise<SinkMessage> =>
  new Promise((resolve, reject) => {
    child.once('message', (message: SinkMessage) => resolve(message));
    child.once('exit', () => reject(new Error('The mail server ended')));
  });
