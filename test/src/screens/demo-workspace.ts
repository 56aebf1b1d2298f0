import {
  BatchPage,
  OutcomePlan,
  QueuePage,
  RecipientView,
  ReferralPage,
  type Role,
} from '@lapwing/contracts';
import { fillWorkspace } from '@lapwing/launcher/demo/fill-workspace';
import { reportAdapter } from '@lapwing/store/extension/report-adapter';
import { silentLogger } from '@lapwing/store/logging';
import { openQueues } from '@lapwing/store/queues/open-queues';
import { recordRecheck } from '@lapwing/store/rechecks/record-recheck';
import { noteMailbox } from '@lapwing/store/replies/note-mailbox';
import { takeReply } from '@lapwing/store/replies/take-reply';
import { deliverByWebhook } from '@lapwing/store/testing/deliver-by-webhook';
import { flaggerOf } from '@lapwing/store/testing/ready-referrals';
import { sentToGoogle } from '@lapwing/store/testing/sent-referrals';
import { atFive, setSchedule } from '@lapwing/store/testing/set-schedule';
import { addPerson } from '@lapwing/store/testing/workspace';
import { z } from 'zod';
import { type EnrolledPerson, joinByRequests } from '../browser/enrol-person.ts';
import { askFor } from '../stack/api-client.ts';
import type { Stack } from '../stack/start-stack.ts';
import { addTokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';
import { addEvidence } from './evidence-packages.ts';
import { addFigures } from './figure-history.ts';
import { addModelHistory } from './model-history.ts';

/** A workspace in which every screen has something to show. */
export interface DemoWorkspace {
  url: string;
  /** One signed-in person for each role. */
  people: ReadonlyMap<Role, Pick<EnrolledPerson, 'session'>>;
  /** A one-time link that nobody used. */
  unusedLink: string;
  items: { imminent: string; plain: string; secondReview: string; thai: string; unsure: string };
  /** Has referrals that are ready and in no batch. */
  recipientId: string;
  /** Of two batches: one ready to hand over, one sent and answered. */
  batches: { built: string; sent: string };
  /** A confirmed item, and packages about it: one that waits for a second person, one that is built. */
  evidence: { itemId: string; requested: string; built: string };
  /** A year in which enough was sent to be counted. */
  yearOfFigures: number;
  /** The version of the classifier that scores in shadow. */
  challenger: string;
}

const Recipients = z.object({ recipients: z.array(RecipientView) });

/** Fills a stack as `lapwing demo` does, lets one person of each role join, and sends one batch. */
export async function prepareDemoWorkspace(stack: Stack): Promise<DemoWorkspace> {
  const log = silentLogger();
  const queues = await openQueues(
    { redisUrl: stack.redis?.url, databaseUrl: stack.database.appUrl },
    { log },
  );
  const cast = await fillWorkspace({ ...stack.store, queues }, stack.url);
  await queues.close();
  const people = new Map<Role, Pick<EnrolledPerson, 'session'>>();
  let unusedLink = '';
  for (const { roles, link } of cast) {
    const [role] = roles;
    if (role === undefined || people.has(role)) unusedLink = link;
    else people.set(role, await joinByRequests(stack.url, link));
  }
  const { token: reviewer } = await addTokenHolder(stack, ['reviewer'], 'Scribe');
  for (const adapter of ['TIKTOK', 'TIKTOK', 'X'] as const)
    await reportAdapter(stack.store, { adapter, extensionVersion: '0.1.0' });
  const queue = await until('every item has its score', async () => {
    const page = await askFor(QueuePage, stack.url, reviewer, 'GET', '/v1/items?limit=100');
    return page.items.every((item) => item.risk !== null || item.abstained) ? page : null;
  });
  const find = (wanted: (item: QueuePage['items'][number]) => boolean): string => {
    const item = queue.items.find(wanted);
    if (!item) throw new Error('The demo lacks an item that a screen shows');
    return item.itemId;
  };
  return {
    url: stack.url,
    people,
    unusedLink,
    items: {
      imminent: find((item) => item.urgency === 'IMMINENT'),
      plain: find((item) => item.category === 'TRAFFICKING_RECRUITMENT' && item.severity === 2),
      secondReview: find((item) => item.severity === 3),
      thai: find((item) => item.platform === 'DISCORD'),
      unsure: find((item) => item.reasons.some(({ kind }) => kind === 'UNSURE')),
    },
    ...(await sendBatches(stack)),
    yearOfFigures: await addFigures(stack),
    challenger: await addModelHistory(stack),
    // Last: a police unit takes every platform, so what is confirmed from now on is for it too.
    evidence: await addEvidence(stack),
  };
}

/** A mailbox that was read until it could not be any more: an answer to a batch, of a person, and a message that came back. */
async function findReplies({ store }: Stack, batchId: string, referralId: string): Promise<void> {
  const mailbox = 'replies · imap.lapwing.example · INBOX';
  const message = {
    textState: 'WHOLE' as const,
    messageId: '',
    answers: [`<lapwing-${batchId}@lapwing.example>`],
    quoted: '',
    receivedAt: new Date(),
  };
  await takeReply(store, {
    mailbox,
    uidValidity: 1n,
    uid: 1,
    message: {
      ...message,
      kind: 'ANSWER',
      bounceStatus: null,
      from: ['desk@platform.example'],
      subject: 'Re: batch of referrals',
      text: `Thank you for ${referralId}.\n\nWe have restricted it in your region, under policy 4.\nPlease send us the others again by Friday.`,
    },
  });
  await takeReply(store, {
    mailbox,
    uidValidity: 1n,
    uid: 2,
    message: {
      ...message,
      kind: 'BOUNCE',
      bounceStatus: '5.2.2',
      from: ['mailer-daemon@platform.example'],
      subject: 'Undelivered',
      text: 'The mailbox is full.',
    },
  });
  await noteMailbox(store, { name: mailbox, error: null, at: new Date(Date.now() - 3_600_000) });
  await noteMailbox(store, { name: mailbox, error: 'LOGIN_REFUSED', at: new Date(Date.now() - 1_800_000) });
}

async function sendBatches(stack: Stack): Promise<Pick<DemoWorkspace, 'recipientId' | 'batches'>> {
  const { token } = await addTokenHolder(stack, ['referrer'], 'Scribe');
  const post = <Schema extends z.ZodType>(schema: Schema, path: string, body: unknown, key?: string) =>
    askFor(schema, stack.url, token, 'POST', path, {
      body,
      headers: key === undefined ? {} : { 'idempotency-key': key },
    });
  const { recipients } = await askFor(Recipients, stack.url, token, 'GET', '/v1/recipients');
  const [most, other] = recipients.toSorted((a, b) => b.ready - a.ready);
  if (!most || !other) throw new Error('The demo has less than two recipients');
  const { recipientId } = most;
  await post(z.unknown(), '/v1/batches', { recipientId }, `demo-batch-${recipientId}`);
  const [built, sent] = await until('the batches are built', async () => {
    const page = await askFor(BatchPage, stack.url, token, 'GET', '/v1/batches?limit=50');
    return page.batches.length > 1 && page.batches.every(({ state }) => state === 'BUILT')
      ? page.batches
      : null;
  });
  if (!built || !sent) throw new Error('The demo has less than two batches');
  await deliverByWebhook(stack.store, recipientId);
  // More than is ready, so that the screens stay as they are at whatever time they are shown.
  await setSchedule(stack.store, other.recipientId, atFive({ minimumReferrals: 50 }));
  const now = new Date().toISOString();
  await post(z.unknown(), `/v1/batches/${sent.batchId}/sent`, { sentAt: now, reference: 'DEMO-2' });
  const { referrals } = await askFor(ReferralPage, stack.url, token, 'GET', '/v1/referrals?state=SENT');
  const [first] = referrals;
  if (first)
    await post(z.unknown(), `/v1/referrals/${first.referralId}/outcomes`, {
      kind: 'ACKNOWLEDGED',
      source: 'RECIPIENT_REPLY',
      observedAt: now,
      note: '',
    });
  if (first)
    await recordRecheck(stack.store, await flaggerOf(stack.store, first.referralId), {
      referralId: first.referralId,
      seen: 'STILL_THERE',
      at: now,
      key: `demo-look-${first.referralId}`,
    });
  const file = {
    recipientId: sent.recipientId,
    mapping: { columns: {}, words: [], dateOrder: 'DAY_FIRST', timeZone: 'Asia/Bangkok' },
    receivedAt: now,
    lines: [
      {
        line: 2,
        ticket: 'DEMO-2',
        reference: 'your letter of Monday',
        outcome: 'RESTRICTED',
        note: 'In your region.',
      },
      { line: 3, ticket: 'DEMO-7', outcome: 'NO_VIOLATION' },
    ],
  };
  const { plan } = await post(OutcomePlan, '/v1/outcome-files/preview', file);
  await post(z.unknown(), '/v1/outcome-files', { ...file, plan });
  await findReplies(stack, sent.batchId, referrals[0]?.referralId ?? '');
  const [late = ''] = await sentToGoogle(stack.store, await addPerson(stack.store, ['referrer']), 1);
  await stack.owner.query(`update referrals set sent_at = now() - interval '1 year' where id = $1`, [late]);
  return { recipientId: other.recipientId, batches: { built: built.batchId, sent: sent.batchId } };
}
