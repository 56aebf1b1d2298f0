import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishBatch } from '../batches/finish-batch.ts';
import { getBatch } from '../batches/get-batch.ts';
import { markBatchSent } from '../batches/mark-batch-sent.ts';
import { dueEscalations } from '../escalations/due-escalations.ts';
import { openEscalation } from '../escalations/open-escalation.ts';
import { settleEscalation } from '../escalations/settle-escalation.ts';
import { takeEscalation } from '../escalations/take-escalation.ts';
import { assignTrayLine } from '../outcomes/assign-tray-line.ts';
import { dismissTrayLine } from '../outcomes/dismiss-tray-line.ts';
import { listTray } from '../outcomes/list-tray.ts';
import { recordOutcome } from '../outcomes/record-outcome.ts';
import { changeRecipient } from '../recipients/change-recipient.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { listRecipients } from '../recipients/list-recipients.ts';
import { getTimeline } from '../referrals/get-timeline.ts';
import { audit, items, outcomes, referrals, replies } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { recipientBySlug } from '../testing/ready-referrals.ts';
import { sentToGoogle } from '../testing/sent-referrals.ts';
import { urgentBatch } from '../testing/urgent-batch.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { getMailbox } from './get-mailbox.ts';
import { mailboxPosition } from './mailbox-position.ts';
import { noteMailbox } from './note-mailbox.ts';
import { openReply } from './open-reply.ts';
import { type ReadReply, takeReply } from './take-reply.ts';

const DESK = 'trust@google.example';
const mailbox = 'replies · imap.lapwing.example · INBOX';

let workspace: TestWorkspace;
let referrer: Actor;
let recipientId: string;
let uid = 0;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  const { store } = workspace;
  referrer = await addPerson(store, ['referrer']);
  const admin = await addPerson(store, ['admin']);
  await ensureReadyMadeRecipients(store);
  recipientId = await recipientBySlug(store, 'google');
  const google = (await listRecipients(store)).find((one) => one.recipientId === recipientId);
  if (!google) throw new Error('There is no Google');
  const { version, slug, name, active, configuration } = google;
  const contacts = [{ name: 'Desk', email: DESK, phone: '', web: '', note: '' }];
  await changeRecipient(store, admin, {
    recipientId,
    version,
    input: { slug, name, active, configuration: { ...configuration, contacts } },
  });
});
afterAll(() => workspace.close());

const reply = (said: Partial<ReadReply>): ReadReply => ({
  kind: 'ANSWER',
  textState: 'WHOLE',
  messageId: `<${crypto.randomUUID()}@google.example>`,
  from: [DESK],
  answers: [],
  subject: 'Re: your referral',
  text: 'It is gone.',
  quoted: '',
  receivedAt: new Date(Date.now() - 1000),
  bounceStatus: null,
  ...said,
});
const take = (said: Partial<ReadReply>) => {
  uid += 1;
  return takeReply(workspace.store, { mailbox, uidValidity: 1n, uid, message: reply(said) });
};
const tray = async () => (await listTray(workspace.store, { limit: 100 })).lines;
/** The line that came of the newest message. */
const line = async (said: Partial<ReadReply>) => {
  expect(await take(said)).toBe('TAKEN');
  const found = (await tray()).at(-1);
  if (!found) throw new Error('The tray is empty');
  return found;
};
const sent = (count: number, reference = '') => sentToGoogle(workspace.store, referrer, count, reference);
const batchOf = async (referralId: string) =>
  (await workspace.store.db.select().from(referrals).where(eq(referrals.id, referralId)))[0]?.batchId ?? '';
const addressOf = async (referralId: string) => {
  const [row] = await workspace.store.db
    .select({ url: items.canonicalUrl })
    .from(items)
    .innerJoin(referrals, eq(referrals.itemId, items.id))
    .where(eq(referrals.id, referralId));
  return row?.url ?? '';
};
const kindsOf = async (referralId: string) =>
  (
    await workspace.store.db
      .select({ kind: outcomes.kind })
      .from(outcomes)
      .where(eq(outcomes.referralId, referralId))
  ).map(({ kind }) => kind);
const ids = (found: { candidates: { referralId: string }[] }) =>
  found.candidates.map(({ referralId }) => referralId).sort();

describe('a reply', () => {
  it('is about the one referral whose message it answers, and says nothing until a person read it', async () => {
    const [one = ''] = await sent(1);
    const found = await line({ answers: [`<lapwing-${await batchOf(one)}@lapwing.example>`] });
    expect(found).toMatchObject({
      recipientId,
      reason: 'TO_READ',
      kind: null,
      line: 0,
      reply: { kind: 'ANSWER', text: 'WHOLE', senderKnown: true },
    });
    expect(ids(found)).toEqual([one]);
    expect(await kindsOf(one)).toEqual([]);
  });

  it('that answers a batch of several, or quotes several, is for a person to say which', async () => {
    const three = await sent(3);
    const [one = '', two = ''] = three;
    const whole = await line({ answers: [`<lapwing-${await batchOf(one)}@lapwing.example>`] });
    expect(whole.reason).toBe('SEVERAL');
    expect(ids(whole)).toEqual([...three].sort());
    const narrowed = await line({
      answers: [`<lapwing-${await batchOf(one)}@lapwing.example>`],
      text: `About ${two.toUpperCase()}: gone.`,
    });
    expect(narrowed.reason).toBe('TO_READ');
    expect(ids(narrowed)).toEqual([two]);
    const quoting = await line({ text: three.join('\n') });
    expect(quoting.reason).toBe('SEVERAL');
    expect(ids(quoting)).toEqual([...three].sort());
  });

  it('is known by an address, by a number of theirs, and by what it repeats only where it says nothing else', async () => {
    const [one = ''] = await sent(1, 'GGL-20261128');
    const [two = ''] = await sent(1);
    const byAddress = await line({
      text: `Removed: ${await addressOf(two)} - see https://support.google.example/help too`,
    });
    expect(byAddress).toMatchObject({ reason: 'TO_READ', url: await addressOf(two) });
    expect(ids(byAddress)).toEqual([two]);
    const byNumber = await line({ subject: '[GGL-20261128] closed' });
    expect(byNumber).toMatchObject({ reason: 'TO_READ', ticket: 'GGL-20261128' });
    expect(ids(byNumber)).toEqual([one]);
    expect((await line({ subject: 'GGL-202611289' })).ticket).toBe('');
    const repeated = await line({ quoted: `> Batch: ${await batchOf(two)}` });
    expect(ids(repeated)).toEqual([two]);
    const contradicts = await line({
      answers: [`<lapwing-${await batchOf(one)}@x.example>`],
      text: `Gone: ${two}`,
    });
    expect(contradicts.reason).toBe('CONTRADICTORY');
  });

  it('from one of its addresses that quotes nothing lies in the tray of the recipient', async () => {
    const found = await line({ text: 'Which one do you mean?', from: [DESK.toUpperCase()] });
    expect(found).toMatchObject({ reason: 'UNMATCHED', candidates: [], reply: { senderKnown: true } });
  });

  it('from another address counts for what it answers, and says so', async () => {
    const [one = ''] = await sent(1);
    const found = await line({ from: ['case-17@tickets.example'], text: `Case about ${one}` });
    expect(found).toMatchObject({ recipientId, reply: { senderKnown: false } });
  });

  it('from another address that quotes an address, or a number, of ours is taken in as of an unknown sender', async () => {
    const from = ['case-18@tickets.example'];
    const [one = ''] = await sent(1, 'GGL-71128');
    const [two = ''] = await sent(1);
    const byAddress = await line({ from, text: `We removed ${await addressOf(two)} today.` });
    expect(byAddress).toMatchObject({ recipientId, reason: 'TO_READ', reply: { senderKnown: false } });
    expect(ids(byAddress)).toEqual([two]);
    const byNumber = await line({ from, subject: 'Closed: [GGL-71128].' });
    expect(byNumber).toMatchObject({ recipientId, ticket: 'GGL-71128', reply: { senderKnown: false } });
    expect(ids(byNumber)).toEqual([one]);
    const others = ['GGL-711289', 'GGL-7112', 'https://pantip.com/topic/1', 'a 12345 b'];
    for (const text of others) expect(await take({ from, text })).toBe('NOT_OURS');
  });

  it('that is none leaves nothing behind', async () => {
    const before = await workspace.store.db.$count(replies);
    expect(await take({ from: ['news@letters.example'], subject: 'Our autumn sale' })).toBe('NOT_OURS');
    expect(await take({ from: ['x@y.example'], text: crypto.randomUUID() })).toBe('NOT_OURS');
    const [one = ''] = await sent(1);
    // Our own message, of which a copy came back.
    const own = `<lapwing-${await batchOf(one)}@lapwing.example>`;
    expect(await take({ messageId: own, text: one })).toBe('NOT_OURS');
    expect(await workspace.store.db.$count(replies)).toBe(before);
    expect(await mailboxPosition(workspace.store, mailbox, 1n)).toBe(uid);
  });

  it('is taken once, whatever number it has in whatever folder', async () => {
    const [one = ''] = await sent(1);
    const message = reply({ text: `Gone: ${one}` });
    expect(await take(message)).toBe('TAKEN');
    expect(await take(message)).toBe('KNOWN');
    const place = { mailbox, uidValidity: 1n, uid, message: reply({ text: one }) };
    // Another exporter was here.
    expect(await takeReply(workspace.store, place)).toBe('BEHIND');
    expect(await takeReply(workspace.store, { ...place, uidValidity: 2n, uid: 1, message })).toBe('KNOWN');
    expect(await mailboxPosition(workspace.store, mailbox, 1n)).toBe(0);
    expect(await mailboxPosition(workspace.store, mailbox, 2n)).toBe(1);
    expect(await takeReply(workspace.store, { ...place, uid })).toBe('TAKEN');
    const lines = (await tray()).filter(({ reference }) => reference === one);
    expect(lines).toHaveLength(2);
  });

  it('that cannot be put on record is not taken, and comes again', async () => {
    const [one = ''] = await sent(1);
    uid += 1;
    const place = { mailbox, uidValidity: 1n, uid, message: reply({ text: one }) };
    await withoutAudit(workspace.database, () => expect(takeReply(workspace.store, place)).rejects.toThrow());
    expect(await mailboxPosition(workspace.store, mailbox, 1n)).toBe(uid - 1);
    expect(await takeReply(workspace.store, place)).toBe('TAKEN');
  });

  it('is kept sealed, cut short, and opened on record only', async () => {
    const [one = ''] = await sent(1);
    const found = await line({ text: `${one} Somchai\u0000 says ${'long '.repeat(2000)}` });
    expect(found.reply?.text).toBe('CUT');
    const [stored] = (
      await workspace.store.pool.query('select r::text as all from replies r order by id desc limit 1')
    ).rows;
    expect(stored.all).toMatch(/ANSWER/);
    expect(stored.all).not.toMatch(/Somchai|google|Re: your/);
    await withoutAudit(workspace.database, () =>
      expect(openReply(workspace.store, referrer, found.lineId)).rejects.toThrow(),
    );
    const opened = await openReply(workspace.store, referrer, found.lineId);
    expect(opened).toMatchObject({ from: DESK, subject: 'Re: your referral' });
    expect(opened.text).toMatch(/Somchai says/);
    expect(opened.text).toHaveLength(4000);
    const [entry] = await workspace.store.db.select().from(audit).where(eq(audit.verb, 'DISCLOSED_REPLY'));
    expect(entry).toMatchObject({ actorId: referrer.personId, details: { lineId: found.lineId } });
    await expect(openReply(workspace.store, referrer, crypto.randomUUID())).rejects.toMatchObject({
      slug: 'not-found',
    });
  });
});

/** What somebody who read the reply makes of it. */
const assign = async (input: Parameters<typeof assignTrayLine>[2]) => {
  await openReply(workspace.store, referrer, input.lineId);
  return assignTrayLine(workspace.store, referrer, input);
};

describe('what a person makes of a reply', () => {
  it('is refused until she has opened it herself', async () => {
    const [one = ''] = await sent(1);
    const { lineId } = await line({ text: one });
    const settled = { lineId, referralIds: [one], kind: 'REMOVED' as const };
    const unread = { errors: [{ pointer: '/kind', code: 'not_read' }] };
    await expect(assignTrayLine(workspace.store, referrer, settled)).rejects.toMatchObject(unread);
    const another = await addPerson(workspace.store, ['referrer']);
    await openReply(workspace.store, another, lineId);
    await expect(assignTrayLine(workspace.store, referrer, settled)).rejects.toMatchObject(unread);
    expect(await kindsOf(one)).toEqual([]);
    expect(await assignTrayLine(workspace.store, another, settled)).toMatchObject({ recorded: 1 });
  });

  it('is an outcome of each referral that she names, and their number is known from then on', async () => {
    const two = await sent(2);
    const [one = ''] = two;
    const found = await line({ answers: [`<lapwing-${await batchOf(one)}@lapwing.example>`] });
    const settled = { lineId: found.lineId, referralIds: two, ticket: 'TS-4711' };
    await expect(assignTrayLine(workspace.store, referrer, settled)).rejects.toMatchObject({
      errors: [{ pointer: '/kind', code: 'required' }],
    });
    expect(await assign({ ...settled, kind: 'REMOVED' })).toEqual({
      recorded: 2,
      already: 0,
    });
    for (const id of two) expect(await kindsOf(id)).toEqual(['REMOVED']);
    const { events } = await getTimeline(workspace.store, one);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'RECEIVED', ticket: 'TS-4711' }));
    await expect(
      assignTrayLine(workspace.store, referrer, { ...settled, kind: 'REMOVED' }),
    ).rejects.toMatchObject({ slug: 'stale' });
    expect(ids(await line({ subject: 'TS-4711 again' }))).toEqual([...two].sort());
  });

  it('is refused for what was not sent to that recipient, by its place, and changes nothing', async () => {
    const [one = ''] = await sent(1);
    const found = await line({ text: one });
    const input = {
      lineId: found.lineId,
      referralIds: [one, crypto.randomUUID()],
      kind: 'REMOVED' as const,
    };
    await expect(assign(input)).rejects.toMatchObject({
      errors: [{ pointer: '/referralIds/1', code: 'not_sent' }],
    });
    expect(await kindsOf(one)).toEqual([]);
  });
});

describe('imminent danger that nobody answered', () => {
  const escalated = async () => {
    const { batchId, referralId } = await urgentBatch(workspace.store, referrer);
    await finishBatch(workspace.store, batchId, []);
    const sentAt = new Date().toISOString();
    await markBatchSent(workspace.store, referrer, { batchId, sentAt });
    await openEscalation(workspace.store, batchId, new Date(Date.now() + 3_600_000));
    const found = await line({ answers: [`<lapwing-${batchId}@lapwing.example>`], text: 'ok', from: [] });
    return { batchId, referralId, found };
  };
  const goesOn = async (batchId: string) =>
    (await getBatch(workspace.store, batchId)).escalations.some(({ state }) => state !== 'SETTLED');

  it('goes on whatever comes into the mailbox', async () => {
    const { batchId } = await escalated();
    expect(await goesOn(batchId)).toBe(true);
  });

  it('ends when a person says what their people answered', async () => {
    const { batchId, referralId, found } = await escalated();
    const settled = { lineId: found.lineId, referralIds: [referralId], kind: 'ACKNOWLEDGED' as const };
    await assign(settled);
    expect(await goesOn(batchId)).toBe(false);
  });

  it('goes on where a program answered, and ends with what a person records', async () => {
    const { batchId, referralId } = await escalated();
    const answers = [`<lapwing-${batchId}@lapwing.example>`];
    const found = await line({ answers, kind: 'AUTOMATIC', text: 'We have received your message.' });
    const settled = { lineId: found.lineId, referralIds: [referralId], kind: 'ACKNOWLEDGED' as const };
    await assign(settled);
    expect(await kindsOf(referralId)).toEqual(['ACKNOWLEDGED']);
    expect(await goesOn(batchId)).toBe(true);
    const observedAt = new Date().toISOString();
    const outcome = { kind: 'REMOVED' as const, source: 'RECIPIENT_REPLY' as const, observedAt };
    await recordOutcome(workspace.store, referrer, { referralId, ...outcome });
    expect(await goesOn(batchId)).toBe(false);
  });

  it('calls a lead at once where the message came back, which is said at the batch', async () => {
    const { batchId } = await urgentBatch(workspace.store, referrer);
    await finishBatch(workspace.store, batchId, []);
    await markBatchSent(workspace.store, referrer, { batchId, sentAt: new Date().toISOString() });
    expect(await getBatch(workspace.store, batchId)).toMatchObject({ cameBack: null });
    expect((await dueEscalations(workspace.store, new Date())).batchIds).not.toContain(batchId);
    const answers = [`<lapwing-${batchId}@lapwing.example>`];
    await line({ answers, kind: 'BOUNCE', bounceStatus: '5.1.1', from: ['postmaster@x.example'] });
    expect((await dueEscalations(workspace.store, new Date())).batchIds).toContain(batchId);
    expect(await openEscalation(workspace.store, batchId, new Date())).toBe(true);
    expect(await getBatch(workspace.store, batchId)).toMatchObject({
      state: 'SENT',
      cameBack: { status: '5.1.1' },
      escalations: [{ state: 'OPEN', reason: 'CAME_BACK' }],
    });
  });

  it('calls again where the message came back after the time was up, whether somebody took it over or it was settled', async () => {
    const answers = (batchId: string) => [`<lapwing-${batchId}@lapwing.example>`];
    const bounce = { kind: 'BOUNCE' as const, bounceStatus: '5.1.1', from: ['postmaster@x.example'] };
    const escalationsOf = async (batchId: string) =>
      (await getBatch(workspace.store, batchId)).escalations.map(({ state, reason }) => ({ state, reason }));
    const { batchId } = await escalated();
    expect(await escalationsOf(batchId)).toEqual([{ state: 'OPEN', reason: 'NO_ANSWER' }]);
    const [{ escalationId } = { escalationId: '' }] = (await getBatch(workspace.store, batchId)).escalations;
    await takeEscalation(workspace.store, referrer, escalationId);
    const said = { ...bounce, answers: answers(batchId), messageId: '<bounce@x.example>' };
    const receivedAt = new Date();
    await line({ ...said, receivedAt });
    expect(await openEscalation(workspace.store, batchId, new Date())).toBe(true);
    expect(await escalationsOf(batchId)).toEqual([{ state: 'OPEN', reason: 'CAME_BACK' }]);
    // The same bounce, in another folder, calls nobody again.
    expect(await take({ ...said, receivedAt })).toBe('KNOWN');
    expect((await dueEscalations(workspace.store, new Date())).batchIds).not.toContain(batchId);
    await takeEscalation(workspace.store, referrer, escalationId);
    await settleEscalation(workspace.store, referrer, { escalationId, done: 'Called them' });
    await line({ ...said, messageId: '<second@x.example>' });
    expect(await openEscalation(workspace.store, batchId, new Date())).toBe(true);
    expect(await escalationsOf(batchId)).toContainEqual({ state: 'OPEN', reason: 'CAME_BACK' });
  });

  it('calls nobody about a copy that came back where the recipient answered, or what it says was taken back', async () => {
    const bounce = (batchId: string) =>
      line({
        answers: [`<lapwing-${batchId}@lapwing.example>`],
        kind: 'BOUNCE',
        bounceStatus: '5.1.1',
        from: ['postmaster@x.example'],
        messageId: `<${batchId}@x.example>`,
      });
    const isCalled = async (batchId: string) =>
      (await dueEscalations(workspace.store, new Date())).batchIds.includes(batchId);
    const observedAt = new Date().toISOString();
    const answer = { kind: 'ACKNOWLEDGED' as const, source: 'RECIPIENT_REPLY' as const, observedAt };

    const answered = await escalated();
    await recordOutcome(workspace.store, referrer, { referralId: answered.referralId, ...answer });
    await bounce(answered.batchId);
    expect(await isCalled(answered.batchId)).toBe(false);

    // Before anybody was called.
    const early = await urgentBatch(workspace.store, referrer);
    await finishBatch(workspace.store, early.batchId, []);
    await markBatchSent(workspace.store, referrer, { batchId: early.batchId, sentAt: observedAt });
    await recordOutcome(workspace.store, referrer, { referralId: early.referralId, ...answer });
    await bounce(early.batchId);
    expect(await isCalled(early.batchId)).toBe(false);

    const takenBack = await escalated();
    const [{ escalationId } = { escalationId: '' }] = (await getBatch(workspace.store, takenBack.batchId))
      .escalations;
    await takeEscalation(workspace.store, referrer, escalationId);
    await settleEscalation(workspace.store, referrer, { escalationId, done: 'Called them' });
    await workspace.store.db
      .update(referrals)
      .set({ takenBackAt: new Date() })
      .where(eq(referrals.id, takenBack.referralId));
    await bounce(takenBack.batchId);
    expect(await isCalled(takenBack.batchId)).toBe(false);
  });

  it('goes on where the message came back, which is no answer of anybody', async () => {
    const { batchId, referralId } = await escalated();
    const answers = [`<lapwing-${batchId}@lapwing.example>`];
    const found = await line({
      answers,
      kind: 'BOUNCE',
      bounceStatus: '5.1.1',
      from: ['postmaster@x.example'],
    });
    const settled = { lineId: found.lineId, referralIds: [referralId], kind: 'REMOVED' as const };
    await expect(assignTrayLine(workspace.store, referrer, settled)).rejects.toMatchObject({
      errors: [{ pointer: '/kind', code: 'came_back' }],
    });
    await dismissTrayLine(workspace.store, referrer, { lineId: found.lineId, reason: 'Called them' });
    expect(await goesOn(batchId)).toBe(true);
  });
});

describe('the state of the mailbox', () => {
  it('says when it was read, and since when it fails', async () => {
    const { store } = workspace;
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 28, 12, minute));
    await noteMailbox(store, { name: mailbox, error: null, at: at(0) });
    await noteMailbox(store, { name: mailbox, error: 'UNREACHABLE', at: at(1) });
    await noteMailbox(store, { name: mailbox, error: 'LOGIN_REFUSED', at: at(2) });
    expect(await getMailbox(store)).toEqual({
      mailbox: {
        name: mailbox,
        readAt: at(0).toISOString(),
        error: 'LOGIN_REFUSED',
        failingSince: at(1).toISOString(),
      },
    });
    await noteMailbox(store, { name: mailbox, error: null, at: at(3) });
    expect(await getMailbox(store)).toMatchObject({ mailbox: { error: null, failingSince: null } });
  });
});
