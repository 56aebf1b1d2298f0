import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ANSWER_WITHIN_MS } from '@lapwing/contracts';
import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { getBatch } from '@lapwing/store/batches/get-batch';
import { markBatchSent } from '@lapwing/store/batches/mark-batch-sent';
import { dueEscalations } from '@lapwing/store/escalations/due-escalations';
import { openEscalation } from '@lapwing/store/escalations/open-escalation';
import { takeEscalation } from '@lapwing/store/escalations/take-escalation';
import { silentLogger } from '@lapwing/store/logging';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { escalationCalls, people } from '@lapwing/store/schema/index';
import type { Actor, Store } from '@lapwing/store/store';
import { urgentBatch } from '@lapwing/store/testing/urgent-batch';
import { withoutAudit } from '@lapwing/store/testing/without-audit';
import { addPerson, openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { eq } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Desk } from '../testing/delivery/desk.ts';
import { mailDesk, readMails } from '../testing/delivery/mail-desk.ts';
import { type EscalationContext, sendCallMail } from './send-call-mail.ts';
import { startEscalations } from './start-escalations.ts';

const consoleUrl = 'https://console.lapwing.example';
const patience = { timeout: 20_000, interval: 50 };

let workspace: TestWorkspace;
let store: Store;
let referrer: Actor;
let desk: Desk;
let now: Date;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  store = workspace.store;
  desk = await mailDesk.open(() => '');
  await ensureReadyMadeRecipients(store);
  referrer = await addPerson(store, ['referrer']);
});
afterAll(async () => {
  await desk.close();
  await workspace.close();
});
beforeEach(async () => {
  desk.suffer('TAKES_IT');
  now = new Date();
  await store.db.update(people).set({ active: false }).where(eq(people.name, 'Lead'));
});

const context = (): EscalationContext => ({
  store,
  clock: () => now,
  consoleUrl,
  log: silentLogger(),
  ...desk.context,
});
const pass = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const addLead = async (): Promise<{ actor: Actor; email: string }> => {
  const actor = await addPerson(store, ['lead'], 'Lead');
  const [person] = await store.db.select().from(people).where(eq(people.id, actor.personId));
  return { actor, email: person?.email ?? '' };
};
const sent = async (): Promise<{ batchId: string; referralId: string }> => {
  const urgent = await urgentBatch(store, referrer);
  await finishBatch(store, urgent.batchId, []);
  await markBatchSent(store, referrer, { batchId: urgent.batchId, sentAt: now.toISOString() });
  return urgent;
};
/** A lead who was just called about a batch; the e-mail to her is due. */
const called = async (): Promise<{ batchId: string; referralId: string; callId: string }> => {
  const urgent = await sent();
  pass(ANSWER_WITHIN_MS);
  await openEscalation(store, urgent.batchId, now);
  const escalation = await escalationOf(urgent.batchId);
  const [call] = await store.db
    .select()
    .from(escalationCalls)
    .where(eq(escalationCalls.escalationId, escalation?.escalationId ?? ''));
  return { ...urgent, callId: call?.id ?? '' };
};
const escalationOf = async (batchId: string) => (await getBatch(store, batchId)).escalations[0];
const mailsTo = (email: string) =>
  readMails(desk)
    .map(({ outside }) => outside)
    .filter(({ to }) => to?.some(({ address }) => address === email));

describe('a lead who is called', () => {
  it('gets an e-mail with the referral, the recipient and a link, and nothing else of it', async () => {
    const { email } = await addLead();
    const { batchId, referralId, callId } = await called();
    expect(await sendCallMail(context(), callId)).toBe('SENT');
    expect(await sendCallMail(context(), callId)).toBe('NOTHING_TO_DO');
    const [mail, ...more] = mailsTo(email);
    expect(more).toEqual([]);
    expect(mail?.attachments).toEqual([]);
    const text = mail?.text ?? '';
    expect(text).toContain(`${consoleUrl}/batches/${batchId}`);
    expect(text).toContain(referralId);
    expect(text).toMatch(/[ก-๙]/);
    const { recipient } = await getBatch(store, batchId);
    expect(text).toContain(recipient);
    const all = JSON.stringify(mail);
    for (const secret of ['youtube', 'GROOMING', 'How old', 'PLANNED_MEETING', 'plover-', 'Police station'])
      expect(all).not.toContain(secret);
    expect(await escalationOf(batchId)).toMatchObject({
      calls: [{ mailedAt: now.toISOString(), mailError: null }],
    });
  });

  it('is told nothing by e-mail that is not on record', async () => {
    const { email } = await addLead();
    const { callId } = await called();
    await withoutAudit(workspace.database, () => expect(sendCallMail(context(), callId)).rejects.toThrow());
    expect(mailsTo(email)).toEqual([]);
    expect(await sendCallMail(context(), callId)).toBe('SENT');
  });

  it('stands in the console while the mail server is away, which is said, and gets the e-mail later', async () => {
    const { email } = await addLead();
    const { batchId, callId } = await called();
    desk.suffer('NOT_LISTENING');
    expect(await sendCallMail(context(), callId)).toBe('DUE_AGAIN');
    expect(await escalationOf(batchId)).toMatchObject({
      state: 'OPEN',
      calls: [{ person: 'Lead', mailedAt: null, mailError: 'UNREACHABLE' }],
    });
    expect(await sendCallMail(context(), callId)).toBe('NOTHING_TO_DO');
    pass(60_000);
    expect(await sendCallMail({ ...context(), mail: null }, callId)).toBe('DUE_AGAIN');
    expect(await escalationOf(batchId)).toMatchObject({ calls: [{ mailError: 'NO_MAIL_SERVER' }] });
    desk.suffer('TAKES_IT');
    pass(60_000);
    expect(await sendCallMail(context(), callId)).toBe('SENT');
    expect(mailsTo(email)).toHaveLength(1);
    expect(await escalationOf(batchId)).toMatchObject({ calls: [{ mailError: null }] });
  });

  it('gets no e-mail any more once somebody took it over', async () => {
    const { actor, email } = await addLead();
    const { batchId, callId } = await called();
    await takeEscalation(store, actor, (await escalationOf(batchId))?.escalationId ?? '');
    expect(await sendCallMail(context(), callId)).toBe('NOTHING_TO_DO');
    expect((await dueEscalations(store, now)).callIds).not.toContain(callId);
    expect(mailsTo(email)).toEqual([]);
  });
});

describe('an exporter', () => {
  it('calls by itself, one lead after the other, also after it was started again', async () => {
    const [first, second] = [await addLead(), await addLead()];
    const { batchId } = await sent();
    const run = async (until: () => void | Promise<void>) => {
      const escalating = startEscalations(context());
      try {
        await vi.waitFor(until, patience);
      } finally {
        await escalating.stop();
      }
    };
    pass(ANSWER_WITHIN_MS);
    await run(() => expect(mailsTo(first.email)).toHaveLength(1));
    expect(mailsTo(second.email)).toEqual([]);
    pass(ANSWER_WITHIN_MS);
    await run(() => expect(mailsTo(second.email)).toHaveLength(1));
    expect(mailsTo(first.email)).toHaveLength(1);
    expect((await escalationOf(batchId))?.calls.map(({ step }) => step)).toEqual([1, 2]);
  });

  it('that is killed between sent and recorded sends it again under the same id, and calls nobody twice', async () => {
    const { email } = await addLead();
    const { batchId, callId } = await called();
    const gate = new Client({ connectionString: workspace.database.ownerUrl });
    await gate.connect();
    // Whoever puts on record that it was mailed waits here.
    await gate.query('select pg_advisory_lock(4713)');
    await gate.query(`
      create function wait_at_gate() returns trigger language plpgsql as $$
      begin
        if new.verb = 'ESCALATION_MAILED' then perform pg_advisory_xact_lock(4713); end if;
        return new;
      end $$`);
    await gate.query(
      'create trigger gate before insert on audit for each row execute function wait_at_gate()',
    );
    const child: ChildProcess = spawn(
      process.execPath,
      [join(import.meta.dirname, '../testing/delivery/call-once.ts')],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          PATH: process.env.PATH,
          DATABASE_URL: workspace.database.appUrl,
          CALL_ID: callId,
          NOW: now.toISOString(),
          MAIL: JSON.stringify({ ...desk.context.mail, openPgpKey: null, dkim: null }),
          CERTIFICATE: desk.context.network.certificateAuthorities ?? '',
        },
      },
    );
    try {
      await vi.waitFor(() => expect(mailsTo(email)).toHaveLength(1), patience);
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    } finally {
      await gate.query('drop trigger gate on audit');
      await gate.query('select pg_advisory_unlock(4713)');
      await gate.end();
    }
    expect(await escalationOf(batchId)).toMatchObject({ calls: [{ mailedAt: null }] });
    pass(60_000);
    expect(await sendCallMail(context(), callId)).toBe('SENT');
    const mails = mailsTo(email);
    expect(mails).toHaveLength(2);
    expect(mails[1]?.messageId).toBe(mails[0]?.messageId);
    expect(mails[1]?.text).toBe(mails[0]?.text);
    expect((await escalationOf(batchId))?.calls).toHaveLength(1);
  });
});
