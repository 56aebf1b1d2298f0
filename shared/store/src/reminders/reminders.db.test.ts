import { eq } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordOutcome } from '../outcomes/record-outcome.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { getTimeline } from '../referrals/get-timeline.ts';
import { reopenReferral } from '../referrals/reopen-referral.ts';
import { audit, outcomes, referrals } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { recipientBySlug } from '../testing/ready-referrals.ts';
import { sentToGoogle } from '../testing/sent-referrals.ts';
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

  it('begins anew when it was opened again', async () => {
    const [one = ''] = ids;
    await pass(one, 400);
    const long = new Date(Date.now() - 300 * DAY_MS);
    await workspace.store.db.insert(outcomes).values({
      referralId: one,
      kind: 'REMOVED',
      source: 'RECIPIENT_REPLY',
      observedAt: long,
      recordedAt: long,
      recordedBy: referrer.personId,
      note: '',
    });
    await workspace.store.db.update(referrals).set({ state: 'CLOSED' }).where(eq(referrals.id, one));
    await reopenReferral(workspace.store, referrer, { referralId: one, reason: 'REAPPEARED' });
    expect(await listed()).not.toContain(one);
    const owner = new Client({ connectionString: workspace.database.ownerUrl });
    await owner.connect();
    await owner.query(
      `update reopenings set reopened_at = now() - interval '200 days' where referral_id = $1`,
      [one],
    );
    await owner.end();
    expect(await listed()).toContain(one);
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
