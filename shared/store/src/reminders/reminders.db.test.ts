import type { ReferralField } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordOutcome } from '../outcomes/record-outcome.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { getTimeline } from '../referrals/get-timeline.ts';
import { reopenReferral } from '../referrals/reopen-referral.ts';
import { audit, batches, outcomes, recipients, referrals, reopenings } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { sendToGoogle, sentToGoogle } from '../testing/sent-referrals.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { listOverdue } from './list-overdue.ts';
import { recordReminder } from './record-reminder.ts';

const DAY_MS = 86_400_000;
let workspace: TestWorkspace;
let referrer: Actor;
let recipientId: string;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  await ensureReadyMadeRecipients(workspace.store);
  recipientId = await recipientBySlug(workspace.store, 'google');
});
afterAll(() => workspace.close());

let ids: string[];
beforeEach(async () => {
  ids = await sentToGoogle(workspace.store, referrer, 2);
});
/** Lets time pass for a referral: it was sent so many days ago. */
const pass = (referralId: string, days: number) =>
  workspace.store.db
    .update(referrals)
    .set({ sentAt: new Date(Date.now() - days * DAY_MS) })
    .where(eq(referrals.id, referralId));
const listed = async () => {
  const { recipients } = await listOverdue(workspace.store);
  return recipients.flatMap((recipient) => recipient.referrals.map(({ referralId }) => referralId));
};
const remind = (referralIds: string[], at = new Date()) =>
  recordReminder(workspace.store, referrer, { recipientId, referralIds, remindedAt: at.toISOString() });
const reply = (referralId: string, kind: 'ACKNOWLEDGED' | 'REMOVED') =>
  recordOutcome(workspace.store, referrer, {
    referralId,
    kind,
    source: 'RECIPIENT_REPLY',
    observedAt: new Date().toISOString(),
  });

describe('waiting too long', () => {
  it('is what has no answer after the expected time, the longest waiting first, with a text', async () => {
    const [one = '', two = ''] = ids;
    expect(await listed()).not.toContain(one);
    await pass(one, 400);
    await pass(two, 500);
    const { recipients } = await listOverdue(workspace.store);
    const google = recipients.find((recipient) => recipient.recipientId === recipientId);
    expect(google?.referrals.slice(0, 2)).toMatchObject([
      { referralId: two, remindedAt: null },
      { referralId: one, url: expect.stringContaining('youtube.com') },
    ]);
    expect(google?.total).toBe(google?.referrals.length);
    expect(google?.text.body).toContain(two);
    // Neither what it is about nor who found it.
    expect(google?.text.body).not.toMatch(/plover|GROOMING|grooming|secrecy/);
  });

  it('ends with any answer', async () => {
    const [one = '', two = ''] = ids;
    await pass(one, 400);
    await pass(two, 400);
    await reply(one, 'REMOVED');
    await reply(two, 'ACKNOWLEDGED');
    expect(await listed()).not.toEqual(expect.arrayContaining([one]));
    expect(await listed()).not.toEqual(expect.arrayContaining([two]));
  });

  it('comes with the addresses that were sent, whatever the recipient is to get today', async () => {
    const [ready = ''] = await readyForGoogle(workspace.store, 1, {
      url: 'https://youtu.be/vPlover0001',
    });
    await sendToGoogle(workspace.store, referrer, [ready]);
    await pass(ready, 600);
    const text = async () => {
      const all = (await listOverdue(workspace.store)).recipients;
      return all.find((one) => one.recipientId === recipientId)?.text.body ?? '';
    };
    const { db } = workspace.store;
    const [google] = await db.select().from(recipients).where(eq(recipients.id, recipientId));
    if (!google) throw new Error('Google is not there');
    const sentWith = async (fields: ReferralField[]) => {
      const [row] = await db.select().from(referrals).where(eq(referrals.id, ready));
      const configuration = { ...google.configuration, fields };
      await db
        .update(batches)
        .set({ configuration })
        .where(eq(batches.id, row?.batchId ?? ''));
    };
    await sentWith(['referral_id', 'url_canonical']);
    expect(await text()).toContain('watch?v=vPlover0001');
    expect(await text()).not.toContain('youtu.be');
    await sentWith(['referral_id']);
    expect(await text()).toContain(ready);
    expect(await text()).not.toContain('vPlover0001');
    await sentWith(['referral_id', 'url_original']);
    const configuration = { ...google.configuration, fields: ['referral_id'] satisfies ReferralField[] };
    await db.update(recipients).set({ configuration }).where(eq(recipients.id, recipientId));
    expect(await text()).toContain('https://youtu.be/vPlover0001');
    await db
      .update(recipients)
      .set({ configuration: google.configuration })
      .where(eq(recipients.id, recipientId));
  });

  it('begins anew when it was opened again', async () => {
    const [one = '', two = ''] = ids;
    await pass(one, 400);
    const long = new Date(Date.now() - 300 * DAY_MS);
    const answer = {
      kind: 'REMOVED',
      source: 'RECIPIENT_REPLY',
      observedAt: long,
      recordedAt: long,
      recordedBy: referrer.personId,
      note: '',
    } as const;
    await workspace.store.db.insert(outcomes).values({ ...answer, referralId: one });
    await workspace.store.db.update(referrals).set({ state: 'CLOSED' }).where(eq(referrals.id, one));
    await reopenReferral(workspace.store, referrer, { referralId: one, reason: 'REAPPEARED' });
    expect(await listed()).not.toContain(one);
    await pass(two, 400);
    await workspace.store.db.insert(outcomes).values({ ...answer, referralId: two });
    expect(await listed()).not.toContain(two);
    await workspace.store.db.insert(reopenings).values({
      referralId: two,
      reason: 'REAPPEARED',
      note: '',
      reopenedBy: referrer.personId,
      reopenedAt: new Date(Date.now() - 200 * DAY_MS),
    });
    expect(await listed()).toContain(two);
  });

  it('ends for a while with a reminder, which is on record and on the timeline', async () => {
    const [one = '', two = ''] = ids;
    await pass(one, 400);
    await pass(two, 400);
    const at = new Date();
    await remind([one, two], at);
    await remind([one, two], at);
    expect(await listed()).not.toContain(one);
    const { events } = await getTimeline(workspace.store, one);
    expect(events.map(({ kind }) => kind)).toEqual(['BUILT', 'SENT', 'REMINDED']);
    const log = await workspace.store.db.select().from(audit).where(eq(audit.verb, 'RECIPIENT_REMINDED'));
    expect(log.filter(({ details }) => JSON.stringify(details).includes(one))).toHaveLength(1);
    const [three = ''] = await sentToGoogle(workspace.store, referrer, 1);
    await pass(three, 400);
    await remind([three], new Date(Date.now() - 390 * DAY_MS));
    expect(await listed()).toContain(three);
  });

  it('is not recorded of what waits for nothing, in part, or in the future', async () => {
    const [one = '', two = ''] = ids;
    await reply(two, 'REMOVED');
    await expect(remind([one, two])).rejects.toMatchObject({ errors: [{ pointer: '/referralIds/1' }] });
    await expect(remind([one], new Date(Date.now() + DAY_MS))).rejects.toMatchObject({
      errors: [{ pointer: '/remindedAt' }],
    });
    expect((await getTimeline(workspace.store, one)).events.map(({ kind }) => kind)).not.toContain(
      'REMINDED',
    );
  });
});
