import { ANSWER_WITHIN_MS, CorrectionInput } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cancelBatch } from '../batches/cancel-batch.ts';
import { createBatches } from '../batches/create-batches.ts';
import { failBatchAttempt } from '../batches/fail-batch-attempt.ts';
import { finishBatch } from '../batches/finish-batch.ts';
import { getBatch } from '../batches/get-batch.ts';
import { markBatchSent } from '../batches/mark-batch-sent.ts';
import { writeCorrection } from '../corrections/write-correction.ts';
import { beginAttempt } from '../deliveries/begin-attempt.ts';
import { failAttempt } from '../deliveries/fail-attempt.ts';
import { recordArrival } from '../deliveries/record-arrival.ts';
import { requestDelivery } from '../deliveries/request-delivery.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { changesSince } from '../items/changes-since.ts';
import { recordOutcome } from '../outcomes/record-outcome.ts';
import { changePerson } from '../people/change-person.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { composeReferrals } from '../referrals/compose-referrals.ts';
import { audit, batches, escalations, people } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { deliverByWebhook, WEBHOOK_URL } from '../testing/deliver-by-webhook.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { sendToGoogle } from '../testing/sent-referrals.ts';
import { urgentBatch } from '../testing/urgent-batch.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { beginCallMail } from './begin-call-mail.ts';
import { callNextLead } from './call-next-lead.ts';
import { changeCallOrder } from './change-call-order.ts';
import { dueEscalations } from './due-escalations.ts';
import { listEscalations } from './list-escalations.ts';
import { openEscalation } from './open-escalation.ts';
import { readCallOrder } from './read-call-order.ts';
import { settleEscalation } from './settle-escalation.ts';
import { takeEscalation } from './take-escalation.ts';

let workspace: TestWorkspace;
let store: Store;
let referrer: Actor;
let admin: Actor;
let leads: Actor[];

beforeAll(async () => {
  workspace = await openTestWorkspace();
  store = workspace.store;
  await ensureReadyMadeRecipients(store);
  referrer = await addPerson(store, ['referrer']);
  admin = await addPerson(store, ['admin']);
  await deliverByWebhook(store, await recipientBySlug(store, 'google'));
});
afterAll(() => workspace.close());
beforeEach(async () => {
  await store.db.update(people).set({ active: false }).where(eq(people.name, 'Lead'));
  const { version } = await readCallOrder(store);
  await changeCallOrder(store, admin, { version, input: { personIds: [] } });
  leads = [await addPerson(store, ['lead'], 'Lead'), await addPerson(store, ['lead', 'reviewer'], 'Lead')];
});

const later = (from: Date, ms: number) => new Date(from.getTime() + ms);
const answerDueOf = async (batchId: string): Promise<Date | null> => {
  const [batch] = await store.db.select().from(batches).where(eq(batches.id, batchId));
  return batch?.answerDueAt ?? null;
};
const escalationsOf = async (batchId: string) => (await getBatch(store, batchId)).escalations;
/** Escalates a batch at the time at which that is due. */
const escalate = async (batchId: string): Promise<{ escalationId: string; openedAt: Date }> => {
  const due = await answerDueOf(batchId);
  if (due === null) throw new Error('Nobody is called about this batch');
  expect(await openEscalation(store, batchId, due)).toBe(true);
  const [escalation] = await escalationsOf(batchId);
  return { escalationId: escalation?.escalationId ?? '', openedAt: due };
};
const calledOf = async (escalationId: string): Promise<(string | undefined)[]> => {
  const rows = await store.db
    .select({ details: audit.details })
    .from(audit)
    .where(and(eq(audit.subjectId, escalationId), eq(audit.verb, 'ESCALATION_CALLED')))
    .orderBy(audit.sequence);
  return rows.map(({ details }) => {
    const personId = leads.findIndex((lead) => lead.personId === Reflect.get(Object(details), 'personId'));
    return personId === -1 ? 'somebody else' : `lead ${personId + 1}`;
  });
};
const sentByHand = async (): Promise<{ batchId: string; referralId: string }> => {
  const urgent = await urgentBatch(store, referrer);
  await finishBatch(store, urgent.batchId, []);
  await markBatchSent(store, referrer, { batchId: urgent.batchId, sentAt: new Date().toISOString() });
  return urgent;
};
const asked = async (): Promise<{ batchId: string; referralId: string }> => {
  const urgent = await urgentBatch(store, referrer);
  await finishBatch(store, urgent.batchId, []);
  await requestDelivery(store, referrer, { batchId: urgent.batchId, destination: WEBHOOK_URL });
  return urgent;
};

describe('imminent danger that nobody answers', () => {
  it('is escalated a quarter of an hour after its batch was made, if nobody sent it', async () => {
    const { batchId } = await urgentBatch(store, referrer);
    const due = await answerDueOf(batchId);
    const [batch] = await store.db.select().from(batches).where(eq(batches.id, batchId));
    expect(due?.getTime()).toBe((batch?.createdAt.getTime() ?? 0) + ANSWER_WITHIN_MS);
    const early = later(due ?? new Date(), -1);
    expect((await dueEscalations(store, early)).batchIds).not.toContain(batchId);
    expect(await openEscalation(store, batchId, early)).toBe(false);
    expect((await dueEscalations(store, due ?? new Date())).batchIds).toContain(batchId);
    await escalate(batchId);
    expect(await escalationsOf(batchId)).toMatchObject([
      {
        state: 'OPEN',
        reason: 'NOT_SENT',
        recipient: expect.any(String),
        calls: [{ step: 1, person: 'Lead' }],
      },
    ]);
  });

  it('is escalated at once when its delivery or its files are given up', async () => {
    const { batchId } = await asked();
    const attempt = await beginAttempt(store, batchId, 'Plover Foundation');
    if (!attempt) throw new Error('There is no attempt to make');
    const before = new Date();
    await failAttempt(store, attempt, { error: 'REFUSED', status: 403, retryAfterMs: null });
    expect((await answerDueOf(batchId))?.getTime()).toBeLessThan(before.getTime() + ANSWER_WITHIN_MS / 2);
    await escalate(batchId);
    expect(await escalationsOf(batchId)).toMatchObject([{ reason: 'GIVEN_UP' }]);

    const unbuilt = await urgentBatch(store, referrer);
    await failBatchAttempt(store, unbuilt.batchId, 'Error: it cannot be written', { hopeless: true });
    await escalate(unbuilt.batchId);
    expect(await escalationsOf(unbuilt.batchId)).toMatchObject([{ reason: 'GIVEN_UP' }]);
  });

  it("is not answered by the receipt of the recipient's machine", async () => {
    const { batchId } = await asked();
    const attempt = await beginAttempt(store, batchId, 'Plover Foundation');
    if (!attempt) throw new Error('There is no attempt to make');
    const due = await answerDueOf(batchId);
    await recordArrival(store, attempt, { reference: 'case-7', status: 202 });
    expect(await answerDueOf(batchId)).toEqual(due);
    await escalate(batchId);
    expect(await escalationsOf(batchId)).toMatchObject([{ reason: 'NO_ANSWER' }]);
  });

  it.each(['ACKNOWLEDGED', 'REMOVED', 'MORE_INFO_REQUESTED'] as const)(
    'is answered by %s of the recipient, before somebody is called and after',
    async (kind) => {
      const reply = (referralId: string) =>
        recordOutcome(store, referrer, {
          referralId,
          kind,
          source: 'RECIPIENT_REPLY',
          observedAt: new Date().toISOString(),
        });
      const early = await sentByHand();
      await reply(early.referralId);
      expect(await answerDueOf(early.batchId)).toBeNull();
      const late = await sentByHand();
      const { escalationId, openedAt } = await escalate(late.batchId);
      await reply(late.referralId);
      expect(await escalationsOf(late.batchId)).toMatchObject([
        { state: 'SETTLED', ending: 'ANSWERED', nextCallAt: null },
      ]);
      expect(await callNextLead(store, escalationId, later(openedAt, ANSWER_WITHIN_MS))).toBe(false);
    },
  );

  it('is not answered by silence that somebody notes, nor by a look of an analyst', async () => {
    const { batchId, referralId } = await sentByHand();
    for (const outcome of [
      { kind: 'NO_RESPONSE', source: 'RECIPIENT_REPLY' },
      { kind: 'REMOVED', source: 'ANALYST_RECHECK' },
    ] as const)
      await recordOutcome(store, referrer, { referralId, ...outcome, observedAt: new Date().toISOString() });
    expect(await answerDueOf(batchId)).not.toBeNull();
  });

  it('is counted anew when its delivery is asked for, and ends with the batch when that is cancelled', async () => {
    const { batchId } = await urgentBatch(store, referrer);
    await store.db
      .update(batches)
      .set({ answerDueAt: new Date(0) })
      .where(eq(batches.id, batchId));
    await finishBatch(store, batchId, []);
    await escalate(batchId);
    await cancelBatch(store, referrer, batchId);
    expect(await escalationsOf(batchId)).toMatchObject([{ state: 'SETTLED', ending: 'CANCELLED' }]);
    const again = await asked();
    expect((await answerDueOf(again.batchId))?.getTime()).toBeGreaterThan(Date.now() + ANSWER_WITHIN_MS / 2);
  });

  it('calls one lead after the other, a quarter of an hour apart, three times round, and then nobody', async () => {
    const { batchId } = await sentByHand();
    const { escalationId, openedAt } = await escalate(batchId);
    let now = openedAt;
    expect(await callNextLead(store, escalationId, later(now, ANSWER_WITHIN_MS - 1))).toBe(false);
    for (let step = 2; step <= 6; step += 1) {
      now = later(now, ANSWER_WITHIN_MS);
      expect((await dueEscalations(store, now)).escalationIds).toContain(escalationId);
      expect(await callNextLead(store, escalationId, now)).toBe(true);
    }
    expect(await calledOf(escalationId)).toEqual([
      'lead 1',
      'lead 2',
      'lead 1',
      'lead 2',
      'lead 1',
      'lead 2',
    ]);
    expect(await callNextLead(store, escalationId, later(now, 86_400_000))).toBe(false);
    expect((await listEscalations(store, referrer)).escalations.map((one) => one.escalationId)).toContain(
      escalationId,
    );
  });

  it('calls each lead once at a step, however many processes see that it is time', async () => {
    const { batchId } = await sentByHand();
    const due = (await answerDueOf(batchId)) ?? new Date();
    const opened = await Promise.all(Array.from({ length: 6 }, () => openEscalation(store, batchId, due)));
    expect(opened.filter(Boolean)).toHaveLength(1);
    const [escalation] = await escalationsOf(batchId);
    const escalationId = escalation?.escalationId ?? '';
    const then = later(due, ANSWER_WITHIN_MS);
    const called = await Promise.all(
      Array.from({ length: 6 }, () => callNextLead(store, escalationId, then)),
    );
    expect(called.filter(Boolean)).toHaveLength(1);
    expect(await calledOf(escalationId)).toEqual(['lead 1', 'lead 2']);
  });

  it('waits for a lead where there is none, and calls her as soon as there is one', async () => {
    for (const { personId } of leads) await changePerson(store, admin, personId, { active: false });
    const { batchId } = await sentByHand();
    const { escalationId, openedAt } = await escalate(batchId);
    expect(await escalationsOf(batchId)).toMatchObject([{ state: 'OPEN', calls: [] }]);
    leads = [await addPerson(store, ['lead'], 'Lead')];
    expect(await callNextLead(store, escalationId, later(openedAt, 60_000))).toBe(true);
    expect(await calledOf(escalationId)).toEqual(['lead 1']);
  });
});

describe('taking over', () => {
  it('ends calling, names who did it, and ends with what was done', async () => {
    const { batchId } = await sentByHand();
    const { escalationId, openedAt } = await escalate(batchId);
    const since = new Date(Date.now() - 1);
    const taken = await takeEscalation(store, leads[0] ?? admin, escalationId);
    expect(taken).toMatchObject({ state: 'TAKEN', takenBy: 'Lead', mine: true, nextCallAt: null });
    const changes = await changesSince(store, since);
    expect(changes.map(({ event }) => event)).toContainEqual({ kind: 'BATCH_CHANGED', batchId });
    expect(await callNextLead(store, escalationId, later(openedAt, ANSWER_WITHIN_MS))).toBe(false);
    await expect(takeEscalation(store, referrer, escalationId)).rejects.toThrow('TAKE');
    const done = 'Called the desk by telephone; it is being looked at.';
    await settleEscalation(store, referrer, { escalationId, done });
    expect(await escalationsOf(batchId)).toMatchObject([
      { state: 'SETTLED', ending: 'DONE', done, takenBy: 'Lead', settledBy: 'Somebody' },
    ]);
    await expect(settleEscalation(store, referrer, { escalationId, done })).rejects.toThrow('SETTLE');
    const { rows } = await store.pool.query(
      `select verb from audit where subject_id = $1 and verb <> 'ESCALATION_CALLED' order by sequence`,
      [escalationId],
    );
    expect(rows.map(({ verb }) => verb)).toEqual([
      'ESCALATION_OPENED',
      'ESCALATION_TAKEN',
      'ESCALATION_SETTLED',
    ]);
  });

  it('happens once when two press at the same moment', async () => {
    const { batchId } = await sentByHand();
    const { escalationId } = await escalate(batchId);
    const results = await Promise.allSettled(leads.map((lead) => takeEscalation(store, lead, escalationId)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is followed by a new escalation when the batch is delivered again and given up again', async () => {
    const { batchId } = await asked();
    const giveUp = async () => {
      const attempt = await beginAttempt(store, batchId, 'Plover Foundation');
      if (!attempt) throw new Error('There is no attempt to make');
      await failAttempt(store, attempt, { error: 'REFUSED', status: 403, retryAfterMs: null });
      return escalate(batchId);
    };
    const { escalationId } = await giveUp();
    await settleEscalation(store, referrer, { escalationId, done: 'Delivered again.' });
    await requestDelivery(store, referrer, { batchId, destination: WEBHOOK_URL });
    await giveUp();
    expect((await escalationsOf(batchId)).map(({ state }) => state)).toEqual(['OPEN', 'SETTLED']);
  });
});

describe('something new that fails', () => {
  const giveUp = async (batchId: string) => {
    const attempt = await beginAttempt(store, batchId, 'Plover Foundation');
    if (!attempt) throw new Error('There is no attempt to make');
    await failAttempt(store, attempt, { error: 'REFUSED', status: 403, retryAfterMs: null });
  };
  const deliverAgain = async (batchId: string) => {
    await requestDelivery(store, referrer, { batchId, destination: WEBHOOK_URL });
    await giveUp(batchId);
  };

  it('opens what somebody took over again, says why, and calls from the first lead on', async () => {
    const { batchId } = await urgentBatch(store, referrer);
    const { escalationId } = await escalate(batchId);
    await takeEscalation(store, leads[1] ?? admin, escalationId);
    await finishBatch(store, batchId, []);
    await deliverAgain(batchId);
    const again = await escalate(batchId);
    expect(again.escalationId).toBe(escalationId);
    expect(await escalationsOf(batchId)).toMatchObject([
      { state: 'OPEN', reason: 'GIVEN_UP', takenBy: null, nextCallAt: expect.any(String) },
    ]);
    expect(await calledOf(escalationId)).toEqual(['lead 1', 'lead 1']);
    const rows = await store.db.select().from(audit).where(eq(audit.subjectId, escalationId));
    expect(rows.filter(({ verb }) => verb === 'ESCALATION_REOPENED')).toMatchObject([
      { details: { from: 'TAKEN', takenBy: leads[1]?.personId, before: 'NOT_SENT', reason: 'GIVEN_UP' } },
    ]);
  });

  it('calls three rounds more where nobody was called any more', async () => {
    const { batchId } = await asked();
    await giveUp(batchId);
    const { escalationId, openedAt } = await escalate(batchId);
    const callAll = async (from: Date) => {
      for (let step = 1; step <= 7; step += 1)
        await callNextLead(store, escalationId, later(from, step * ANSWER_WITHIN_MS));
    };
    await callAll(openedAt);
    expect(await calledOf(escalationId)).toHaveLength(6);
    await deliverAgain(batchId);
    const again = await escalate(batchId);
    await callAll(again.openedAt);
    expect(await calledOf(escalationId)).toHaveLength(12);
  });

  it('changes no more than the reason while leads are still called', async () => {
    const { batchId } = await urgentBatch(store, referrer);
    const { escalationId } = await escalate(batchId);
    await finishBatch(store, batchId, []);
    await deliverAgain(batchId);
    expect(await openEscalation(store, batchId, new Date())).toBe(false);
    expect(await escalationsOf(batchId)).toMatchObject([{ state: 'OPEN', reason: 'GIVEN_UP' }]);
    expect(await calledOf(escalationId)).toEqual(['lead 1']);
  });
});

describe('an alarm', () => {
  it('says that nobody answered once the batch was sent, and gives that a quarter of an hour', async () => {
    const { batchId } = await urgentBatch(store, referrer);
    await finishBatch(store, batchId, []);
    const { escalationId } = await escalate(batchId);
    const sentAt = new Date();
    await markBatchSent(store, referrer, { batchId, sentAt: sentAt.toISOString() });
    const due = later(sentAt, ANSWER_WITHIN_MS);
    expect(await escalationsOf(batchId)).toMatchObject([
      { state: 'OPEN', reason: 'NO_ANSWER', nextCallAt: due.toISOString() },
    ]);
    expect(await callNextLead(store, escalationId, later(due, -1))).toBe(false);
    expect(await callNextLead(store, escalationId, due)).toBe(true);
  });

  it('ends when its referral is taken back', async () => {
    const { batchId, referralId } = await sentByHand();
    await escalate(batchId);
    const waits = await sentByHand();
    for (const id of [referralId, waits.referralId]) {
      const made = await writeCorrection(store, referrer, {
        referralId: id,
        ...CorrectionInput.parse({ relation: 'RETRACTION', reason: 'It was an awareness campaign' }),
      });
      await sendToGoogle(store, referrer, [made.referralId]);
    }
    expect(await escalationsOf(batchId)).toMatchObject([{ state: 'SETTLED', ending: 'TAKEN_BACK' }]);
    expect(await answerDueOf(waits.batchId)).toBeNull();
  });

  it('is raised for a batch whose delivery was stopped because danger was named since', async () => {
    const recipientId = await recipientBySlug(store, 'google');
    const referralIds = await readyForGoogle(store, 2);
    const input = { recipientId, referralIds };
    const [batch] = await createBatches(store, referrer, input, { idempotencyKey: freshKey() });
    const batchId = batch?.batchId ?? '';
    await finishBatch(store, batchId, []);
    await requestDelivery(store, referrer, { batchId, destination: WEBHOOK_URL });
    const [content] = await composeReferrals(store.db, referralIds.slice(1));
    await acceptFlag(
      store,
      await addPerson(store, ['analyst']),
      invent({
        url: content?.urlCanonical ?? '',
        urgency: 'IMMINENT',
        imminentDanger: { basis: ['PLANNED_MEETING'] },
      }),
      { idempotencyKey: freshKey() },
    );
    expect(await beginAttempt(store, batchId, 'Plover Foundation')).toBeNull();
    const { openedAt } = await escalate(batchId);
    expect(await escalationsOf(batchId)).toMatchObject([
      { state: 'OPEN', reason: 'DANGER_SINCE', calls: [{ step: 1 }] },
    ]);
    const { callIds } = await dueEscalations(store, openedAt);
    const mails = await Promise.all(callIds.map((callId) => beginCallMail(store, callId, openedAt)));
    expect(mails.find((mail) => mail?.batchId === batchId)?.referralId).toBe(referralIds[1]);
    await cancelBatch(store, referrer, batchId);
    expect(await escalationsOf(batchId)).toMatchObject([{ state: 'SETTLED', ending: 'CANCELLED' }]);
  });
});

describe('the order of calls', () => {
  it('is all active leads until an admin decides, and what she decides without those who left', async () => {
    const [first, second] = leads.map(({ personId }) => personId);
    const before = await readCallOrder(store);
    expect(before.called.map(({ personId }) => personId)).toEqual([first, second]);
    const decided = await changeCallOrder(store, admin, {
      version: before.version,
      input: { personIds: [second ?? '', first ?? ''] },
    });
    expect(decided.called.map(({ personId }) => personId)).toEqual([second, first]);
    const { batchId } = await sentByHand();
    const { escalationId } = await escalate(batchId);
    expect(await calledOf(escalationId)).toEqual(['lead 2']);
    await changePerson(store, admin, second ?? '', { active: false });
    expect((await readCallOrder(store)).called.map(({ personId }) => personId)).toEqual([first]);
    await changePerson(store, admin, first ?? '', { roles: ['reviewer'] });
    const third = await addPerson(store, ['lead'], 'Lead');
    expect((await readCallOrder(store)).called.map(({ personId }) => personId)).toEqual([third.personId]);
  });

  it('refuses who is no lead, by place, and what somebody else changed meanwhile', async () => {
    const { version } = await readCallOrder(store);
    const personIds = [leads[0]?.personId ?? '', referrer.personId];
    await expect(changeCallOrder(store, admin, { version, input: { personIds } })).rejects.toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '/personIds/1', code: 'no_lead' }],
    });
    await expect(
      changeCallOrder(store, admin, { version: version + 1, input: { personIds: [] } }),
    ).rejects.toMatchObject({ slug: 'stale' });
    expect((await readCallOrder(store)).version).toBe(version);
  });
});

it('says nothing of what was referred', async () => {
  const { batchId } = await sentByHand();
  await escalate(batchId);
  const [row] = await store.db.select().from(escalations).where(eq(escalations.batchId, batchId));
  const said = JSON.stringify([await listEscalations(store, referrer), row]);
  expect(said).not.toMatch(/youtube|GROOMING|How old/);
});
