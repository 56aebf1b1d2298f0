import { ANSWER_WITHIN_MS } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finishBatch } from '../batches/finish-batch.ts';
import { getBatch } from '../batches/get-batch.ts';
import { markBatchSent } from '../batches/mark-batch-sent.ts';
import { listTray } from '../outcomes/list-tray.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { mailboxPosition } from '../replies/mailbox-position.ts';
import { type ReadReply, takeReply } from '../replies/take-reply.ts';
import { audit, escalationCalls, escalations, people, replies } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { urgentBatch } from '../testing/urgent-batch.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { beginCallMail, type CallMail } from './begin-call-mail.ts';
import { callNextLead } from './call-next-lead.ts';
import { dueEscalations } from './due-escalations.ts';
import { endCallMail } from './end-call-mail.ts';
import { openEscalation } from './open-escalation.ts';
import { settleEscalation } from './settle-escalation.ts';
import { takeEscalation } from './take-escalation.ts';

const mailbox = 'replies · imap.lapwing.example · INBOX';

let workspace: TestWorkspace;
let store: Store;
let referrer: Actor;
let leads: Actor[];
let uid = 0;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  store = workspace.store;
  await ensureReadyMadeRecipients(store);
  referrer = await addPerson(store, ['referrer']);
});
afterAll(() => workspace.close());
beforeEach(async () => {
  await store.db.update(people).set({ active: false }).where(eq(people.name, 'Lead'));
  leads = [];
  for (let count = 0; count < 3; count += 1) leads.push(await addPerson(store, ['lead'], 'Lead'));
});

const later = (from: Date, times: number) => new Date(from.getTime() + times * ANSWER_WITHIN_MS);
const only = async (...kept: Actor[]) => {
  for (const { personId } of leads)
    if (!kept.some((lead) => lead.personId === personId))
      await store.db.update(people).set({ active: false }).where(eq(people.id, personId));
};
const escalationOf = async (batchId: string) => {
  const [escalation] = (await getBatch(store, batchId)).escalations;
  if (!escalation) throw new Error('Nobody was called');
  return escalation;
};
/** Calls about a batch, oldest first: who as a number from 1, and what became of the e-mail. */
const callsOf = async (batchId: string) => {
  const { escalationId } = await escalationOf(batchId);
  const calls = await store.db
    .select()
    .from(escalationCalls)
    .where(eq(escalationCalls.escalationId, escalationId))
    .orderBy(escalationCalls.step);
  return calls.map((call) => ({
    ...call,
    lead: leads.findIndex(({ personId }) => personId === call.personId) + 1,
  }));
};
const calledLeads = async (batchId: string) => (await callsOf(batchId)).map(({ lead }) => lead);
const newestCall = async (batchId: string) => {
  const call = (await callsOf(batchId)).at(-1);
  if (!call) throw new Error('Nobody was called');
  return call;
};
/** Sends the e-mail of the newest call about a batch. */
const mail = async (batchId: string): Promise<CallMail> => {
  const { id, mailDueAt } = await newestCall(batchId);
  const begun = await beginCallMail(store, id, mailDueAt ?? new Date());
  if (!begun) throw new Error('There is no e-mail to send');
  await endCallMail(store, begun, { mailedAt: new Date() });
  return begun;
};
/** A batch that was sent and not answered: the first lead is called, and the mail server took the e-mail to her. */
const called = async () => {
  const { batchId, referralId } = await urgentBatch(store, referrer);
  await finishBatch(store, batchId, []);
  await markBatchSent(store, referrer, { batchId, sentAt: new Date().toISOString() });
  const openedAt = new Date(Date.now() + ANSWER_WITHIN_MS);
  await openEscalation(store, batchId, openedAt);
  const { escalationId } = await escalationOf(batchId);
  const { callId } = await mail(batchId);
  return { batchId, referralId, escalationId, callId, openedAt };
};
const messageAbout = (callId: string, said: Partial<ReadReply> = {}): ReadReply => ({
  kind: 'BOUNCE',
  textState: 'WHOLE',
  messageId: `<${crypto.randomUUID()}@mail.lapwing.example>`,
  from: ['MAILER-DAEMON@mail.lapwing.example'],
  answers: [`<lapwing-call-${callId}@lapwing.example>`],
  subject: 'Undelivered Mail Returned to Sender',
  text: 'User unknown',
  quoted: '',
  receivedAt: new Date(),
  bounceStatus: '5.1.1',
  ...said,
});
const take = (message: ReadReply) => {
  uid += 1;
  return takeReply(store, { mailbox, uidValidity: 1n, uid, message });
};
const comesBack = (callId: string) => take(messageAbout(callId));
const auditOf = (escalationId: string) =>
  store.db
    .select()
    .from(audit)
    .where(and(eq(audit.subjectId, escalationId), eq(audit.verb, 'ESCALATION_MAIL_CAME_BACK')));
const rowOf = async (escalationId: string) =>
  (await store.db.select().from(escalations).where(eq(escalations.id, escalationId)))[0];

describe('an e-mail to a called lead that came back', () => {
  it('is said at her call, is not sent again, and the next lead is called at once', async () => {
    const { batchId, escalationId, callId } = await called();
    expect((await escalationOf(batchId)).calls).toMatchObject([{ mailedAt: expect.any(String) }]);
    const before = Date.now();
    expect(await comesBack(callId)).toBe('CALL_CAME_BACK');
    const { state, calls, nextCallAt } = await escalationOf(batchId);
    expect(state).toBe('OPEN');
    expect(calls).toMatchObject([
      { step: 1, mailedAt: null, mailError: 'CAME_BACK' },
      { step: 2, mailedAt: null, mailError: null },
    ]);
    expect(Date.parse(calls[1]?.calledAt ?? '')).toBeGreaterThanOrEqual(before);
    expect(Date.parse(calls[1]?.calledAt ?? '')).toBeLessThan(before + ANSWER_WITHIN_MS);
    expect(Date.parse(nextCallAt ?? '')).toBe(Date.parse(calls[1]?.calledAt ?? '') + ANSWER_WITHIN_MS);
    expect(await calledLeads(batchId)).toEqual([1, 2]);
    expect(await beginCallMail(store, callId, later(new Date(), 9))).toBeNull();
    expect((await dueEscalations(store, new Date())).callIds).toContain((await newestCall(batchId)).id);
    expect(await auditOf(escalationId)).toMatchObject([
      { actorId: null, details: { batchId, step: 1, personId: leads[0]?.personId, status: '5.1.1' } },
    ]);
  });

  it('leaves nothing in the tray, and nothing of its text', async () => {
    const { referralId, callId } = await called();
    const [lines, kept] = [(await listTray(store, { limit: 200 })).lines, await store.db.$count(replies)];
    // Mail servers send the text of the message back too.
    const said = { text: `User unknown\nOpaque-4711\n${referralId}`, quoted: referralId };
    expect(await take(messageAbout(callId, said))).toBe('CALL_CAME_BACK');
    expect((await listTray(store, { limit: 200 })).lines).toEqual(lines);
    expect(await store.db.$count(replies)).toBe(kept);
    const { rows } = await store.pool.query(`select 1 from audit where details::text like '%Opaque-4711%'`);
    expect(rows).toEqual([]);
  });

  it('does nothing twice, whoever reads it again and however often it came back', async () => {
    const { batchId, escalationId, callId } = await called();
    const message = messageAbout(callId);
    expect(await take(message)).toBe('CALL_CAME_BACK');
    const place = { mailbox, uidValidity: 1n, uid, message };
    expect(await takeReply(store, place)).toBe('BEHIND');
    expect(await takeReply(store, { ...place, mailbox: 'another folder' })).toBe('KNOWN');
    expect(await comesBack(callId)).toBe('KNOWN');
    expect(await calledLeads(batchId)).toEqual([1, 2]);
    expect(await auditOf(escalationId)).toHaveLength(1);
  });

  it('calls one lead when two exporters read it in two folders at the same moment', async () => {
    const { batchId, callId } = await called();
    const message = messageAbout(callId);
    const taken = await Promise.all(
      ['folder 1', 'folder 2', 'folder 3'].map((name) =>
        takeReply(store, { mailbox: name, uidValidity: 1n, uid: 1, message }),
      ),
    );
    expect(taken.sort()).toEqual(['CALL_CAME_BACK', 'KNOWN', 'KNOWN']);
    expect(await calledLeads(batchId)).toEqual([1, 2]);
  });

  it('is on record or not dealt with: the mailbox is read again from there', async () => {
    const { batchId, callId } = await called();
    uid += 1;
    const place = { mailbox, uidValidity: 1n, uid, message: messageAbout(callId) };
    const position = await mailboxPosition(store, mailbox, 1n);
    await withoutAudit(workspace.database, () => expect(takeReply(store, place)).rejects.toThrow());
    expect(await mailboxPosition(store, mailbox, 1n)).toBe(position);
    expect((await escalationOf(batchId)).calls).toMatchObject([{ mailError: null }]);
    expect(await takeReply(store, place)).toBe('CALL_CAME_BACK');
  });

  it('of an older call is said there, and calls nobody', async () => {
    const { batchId, escalationId, callId, openedAt } = await called();
    await callNextLead(store, escalationId, later(openedAt, 1));
    await mail(batchId);
    const { nextCallAt } = await escalationOf(batchId);
    expect(await comesBack(callId)).toBe('CALL_CAME_BACK');
    expect(await calledLeads(batchId)).toEqual([1, 2]);
    const after = await escalationOf(batchId);
    expect(after.nextCallAt).toBe(nextCallAt);
    expect(after.calls.map(({ mailError }) => mailError)).toEqual(['CAME_BACK', null]);
  });

  it.each(['TAKEN', 'SETTLED'] as const)('changes nothing of an escalation that is %s', async (state) => {
    const { batchId, escalationId, callId } = await called();
    const [lead = referrer] = leads;
    await takeEscalation(store, lead, escalationId);
    if (state === 'SETTLED') await settleEscalation(store, lead, { escalationId, done: 'Called them' });
    const before = await rowOf(escalationId);
    expect(before?.state).toBe(state);
    expect(await comesBack(callId)).toBe('CALL_CAME_BACK');
    expect(await rowOf(escalationId)).toEqual(before);
    expect(await calledLeads(batchId)).toEqual([1]);
    expect(await callsOf(batchId)).toMatchObject([{ mailError: 'CAME_BACK', mailDueAt: null }]);
    expect(await auditOf(escalationId)).toHaveLength(1);
  });

  it('before it is recorded as sent, as after a crash, is not sent again, and stays one that came back', async () => {
    const { batchId, callId } = await called();
    await comesBack(callId);
    const begun = await beginCallMail(store, (await newestCall(batchId)).id, later(new Date(), 1));
    if (!begun) throw new Error('There is no e-mail to send');
    await comesBack(begun.callId);
    expect(await beginCallMail(store, begun.callId, later(new Date(), 9))).toBeNull();
    await endCallMail(store, begun, { mailedAt: new Date() });
    expect((await callsOf(batchId))[1]).toMatchObject({ mailError: 'CAME_BACK', mailedAt: null });
  });

  it('does not undercut the time that the recipient has for what was sent since', async () => {
    const { batchId } = await urgentBatch(store, referrer);
    await finishBatch(store, batchId, []);
    await openEscalation(store, batchId, new Date(Date.now() + ANSWER_WITHIN_MS));
    const { callId } = await mail(batchId);
    await markBatchSent(store, referrer, { batchId, sentAt: new Date().toISOString() });
    const { nextCallAt } = await escalationOf(batchId);
    await comesBack(callId);
    expect(await calledLeads(batchId)).toEqual([1]);
    expect((await escalationOf(batchId)).nextCallAt).toBe(nextCallAt);
  });
});

describe('dead addresses', () => {
  it('of the only lead make no storm: she is called again at her usual time', async () => {
    await only(...leads.slice(0, 1));
    const { batchId, escalationId, callId, openedAt } = await called();
    const { nextCallAt } = await escalationOf(batchId);
    await comesBack(callId);
    expect(await calledLeads(batchId)).toEqual([1]);
    expect((await escalationOf(batchId)).nextCallAt).toBe(nextCallAt);
    expect(await callNextLead(store, escalationId, later(openedAt, 1))).toBe(true);
    const again = await mail(batchId);
    await comesBack(again.callId);
    expect(await calledLeads(batchId)).toEqual([1, 1]);
  });

  it('of all leads are tried once each at once, and then at the usual times', async () => {
    const { batchId, escalationId, callId } = await called();
    await comesBack(callId);
    await comesBack((await mail(batchId)).callId);
    await comesBack((await mail(batchId)).callId);
    expect(await calledLeads(batchId)).toEqual([1, 2, 3]);
    const { nextCallAt } = await escalationOf(batchId);
    expect(await callNextLead(store, escalationId, new Date(nextCallAt ?? ''))).toBe(true);
    await comesBack((await mail(batchId)).callId);
    expect(await calledLeads(batchId)).toEqual([1, 2, 3, 1]);
  });

  it('of two are passed by to reach the third in every round, and nobody is called beyond three rounds', async () => {
    const { batchId, escalationId, callId } = await called();
    const passBy = async (first: string) => {
      await comesBack(first);
      await comesBack((await mail(batchId)).callId);
      await mail(batchId);
    };
    await passBy(callId);
    for (const round of [2, 3]) {
      const { nextCallAt } = await escalationOf(batchId);
      expect([round, await callNextLead(store, escalationId, new Date(nextCallAt ?? ''))]).toEqual([
        round,
        true,
      ]);
      await passBy((await mail(batchId)).callId);
    }
    expect(await calledLeads(batchId)).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3]);
    await comesBack((await newestCall(batchId)).id);
    expect(await calledLeads(batchId)).toHaveLength(9);
    expect(await escalationOf(batchId)).toMatchObject({ state: 'OPEN', nextCallAt: null });
  });
});

describe('a message that is no such bounce', () => {
  /** As it is repeated under an answer: what the e-mail says, too. */
  const repeated = (callId: string, batchId: string) =>
    `<lapwing-call-${callId}@lapwing.example> https://console.example/batches/${batchId}`;

  it.each([
    ['a lead answers the e-mail', { kind: 'ANSWER' }],
    ['a lead is away', { kind: 'AUTOMATIC' }],
    ['a lead answers it without saying to what', { kind: 'ANSWER', answers: [] }],
  ] satisfies [string, Partial<ReadReply>][])('does nothing and is kept nowhere: %s', async (_what, said) => {
    const { batchId, escalationId, callId } = await called();
    const [lead] = await store.db
      .select({ email: people.email })
      .from(people)
      .where(eq(people.id, leads[0]?.personId ?? ''));
    const from = [lead?.email.toUpperCase() ?? ''];
    expect(await take(messageAbout(callId, { ...said, from, text: repeated(callId, batchId) }))).toBe(
      'NOT_OURS',
    );
    expect((await escalationOf(batchId)).calls).toMatchObject([{ mailError: null }]);
    expect(await calledLeads(batchId)).toEqual([1]);
    expect(await auditOf(escalationId)).toEqual([]);
  });

  it.each([
    ['a recipient answers what a lead passed on', { kind: 'ANSWER', from: ['desk@platform.example'] }],
    ['a mail server writes in a form of its own', { kind: 'AUTOMATIC' }],
  ] satisfies [string, Partial<ReadReply>][])('lies in the tray: %s', async (_what, said) => {
    const { batchId, escalationId, callId } = await called();
    const message = { bounceStatus: null, ...said, text: repeated(callId, batchId) };
    expect(await take(messageAbout(callId, message))).toBe('TAKEN');
    expect((await escalationOf(batchId)).calls).toMatchObject([{ mailError: null }]);
    expect(await auditOf(escalationId)).toEqual([]);
  });

  it('does nothing where a bounce of something else quotes it', async () => {
    const { batchId, callId } = await called();
    const text = repeated(callId, batchId);
    expect(await take(messageAbout(callId, { answers: [], text }))).toBe('NOT_OURS');
    expect(await calledLeads(batchId)).toEqual([1]);
  });

  it('does nothing where no such call is known', async () => {
    expect(await comesBack(crypto.randomUUID())).toBe('NOT_OURS');
  });
});
