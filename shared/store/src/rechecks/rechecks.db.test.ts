import type { RecheckFinding } from '@lapwing/contracts';
import { and, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBatches } from '../batches/create-batches.ts';
import { finishBatch } from '../batches/finish-batch.ts';
import { markBatchSent } from '../batches/mark-batch-sent.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { getItem } from '../items/get-item.ts';
import { recordOutcome } from '../outcomes/record-outcome.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { listReferrals } from '../referrals/list-referrals.ts';
import { audit, items, outcomes, rechecks, referrals } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { flaggerOf, readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { listDueRechecks } from './list-due-rechecks.ts';
import { recordRecheck } from './record-recheck.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let workspace: TestWorkspace;
let referrer: Actor;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  referrer = await addPerson(workspace.store, ['referrer']);
  await ensureReadyMadeRecipients(workspace.store);
});
afterAll(() => workspace.close());

let referralId: string;
let analyst: Actor;
beforeEach(async () => {
  const [ready] = await readyForGoogle(workspace.store, 1);
  referralId = ready ?? '';
  analyst = await flaggerOf(workspace.store, referralId);
});

const send = async (): Promise<void> => {
  const recipientId = await recipientBySlug(workspace.store, 'google');
  const key = { idempotencyKey: freshKey() };
  const made = await createBatches(workspace.store, referrer, { recipientId }, key);
  for (const { batchId } of made) {
    await finishBatch(workspace.store, batchId, []);
    await markBatchSent(workspace.store, referrer, { batchId, sentAt: new Date().toISOString() });
  }
};
/** Lets time pass for this referral: everything about it lies so many days further back. */
const pass = (days: number) =>
  workspace.store.db
    .update(referrals)
    .set({
      sentAt: new Date(Date.now() - days * DAY_MS),
      recheckDueAt: new Date(Date.now() - 1_000),
    })
    .where(eq(referrals.id, referralId));
const look = (seen: RecheckFinding, { by = analyst, at = new Date(), key = freshKey() } = {}) =>
  recordRecheck(workspace.store, by, { referralId, seen, at: at.toISOString(), key });
const due = async (by = analyst) => (await listDueRechecks(workspace.store, by, { limit: 50 })).rechecks;
const stateNow = async () => {
  const [row] = await workspace.store.db.select().from(referrals).where(eq(referrals.id, referralId));
  return row;
};
const hoursUntil = (time: string | null) =>
  time === null ? null : Math.round((Date.parse(time) - Date.now()) / HOUR_MS);

describe('what should be looked at again', () => {
  it('is asked of who flagged it, once its recipient should have answered', async () => {
    expect(await listDueRechecks(workspace.store, analyst, { limit: 50 })).toMatchObject({
      rechecks: [],
      nextDueAt: null,
    });
    await send();
    const waiting = await listDueRechecks(workspace.store, analyst, { limit: 50 });
    expect(waiting.rechecks).toEqual([]);
    expect(hoursUntil(waiting.nextDueAt)).toBeGreaterThanOrEqual(24);
    await pass(10);
    expect(await due()).toEqual([
      expect.objectContaining({
        referralId,
        platform: 'YOUTUBE',
        url: expect.stringContaining('youtube.com/watch'),
        category: 'GROOMING',
        outcome: null,
        lastLook: null,
      }),
    ]);
    const other = await addPerson(workspace.store, ['analyst']);
    expect(await due(other)).toEqual([]);
  });

  it('comes in pages, the longest due first, each once', async () => {
    const watcher = await addPerson(workspace.store, ['analyst']);
    const ids = [referralId, ...(await readyForGoogle(workspace.store, 2))];
    const own = await workspace.store.db
      .select({ id: referrals.id, url: items.canonicalUrl })
      .from(referrals)
      .innerJoin(items, eq(items.id, referrals.itemId))
      .where(inArray(referrals.id, ids));
    for (const { url } of own)
      await acceptFlag(workspace.store, watcher, invent({ url }), { idempotencyKey: freshKey() });
    await send();
    const at = new Date(Date.now() - HOUR_MS);
    const [first, second, third] = own.map(({ id }) => id).sort();
    for (const id of [first, second, third])
      await workspace.store.db
        .update(referrals)
        .set({ recheckDueAt: id === third ? new Date(at.getTime() - HOUR_MS) : at })
        .where(eq(referrals.id, id ?? ''));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listDueRechecks(workspace.store, watcher, { limit: 1, cursor });
      seen.push(...page.rechecks.map((entry) => entry.referralId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([third, first, second]);
  });
});

describe('a look', () => {
  it('at what is gone becomes an outcome with its source, is on record, and is asked for once more later', async () => {
    await send();
    await pass(10);
    const recorded = await look('GONE');
    expect(recorded).toMatchObject({
      referralId,
      finding: 'GONE',
      outcome: { kind: 'REMOVED', source: 'ANALYST_RECHECK' },
    });
    expect(hoursUntil(recorded.nextDueAt)).toBe(14 * 24);
    expect(await stateNow()).toMatchObject({ state: 'CLOSED' });
    expect(await due()).toEqual([]);
    const log = await workspace.store.db
      .select({ verb: audit.verb, actorId: audit.actorId, details: audit.details })
      .from(audit)
      .where(and(eq(audit.verb, 'RECHECK_RECORDED'), eq(audit.actorId, analyst.personId)));
    expect(log).toEqual([
      {
        verb: 'RECHECK_RECORDED',
        actorId: analyst.personId,
        details: expect.objectContaining({ referralId, outcomeId: recorded.outcome?.outcomeId }),
      },
    ]);

    await pass(30);
    expect(await due()).toMatchObject([{ outcome: { kind: 'REMOVED' }, lastLook: { finding: 'GONE' } }]);
    expect(await look('GONE')).toMatchObject({ nextDueAt: null });
    expect(await listDueRechecks(workspace.store, analyst, { limit: 50 })).toMatchObject({ nextDueAt: null });
  });

  it('at what is restricted becomes that outcome', async () => {
    await send();
    expect(await look('RESTRICTED')).toMatchObject({
      outcome: { kind: 'RESTRICTED', source: 'ANALYST_RECHECK' },
    });
  });

  it.each(['STILL_THERE', 'CANNOT_TELL'] as const)(
    'with %s invents no outcome and says when to look again',
    async (seen) => {
      await send();
      await pass(10);
      const recorded = await look(seen);
      expect(recorded.outcome).toBeNull();
      const first = hoursUntil(recorded.nextDueAt) ?? 0;
      expect(first).toBeGreaterThanOrEqual(24);
      expect(await stateNow()).toMatchObject({ state: 'SENT' });
      expect(await workspace.store.db.$count(outcomes, eq(outcomes.referralId, referralId))).toBe(0);
      expect(await due()).toEqual([]);
      expect(hoursUntil((await look(seen)).nextDueAt)).toBeGreaterThan(first);
    },
  );

  it('that contradicts the recipient opens the referral again, is seen by who refers and on the item, and unsays nothing', async () => {
    await send();
    const observedAt = new Date().toISOString();
    const removed = { kind: 'REMOVED', source: 'RECIPIENT_REPLY', observedAt } as const;
    await recordOutcome(workspace.store, referrer, { referralId, ...removed });
    const promised = await listDueRechecks(workspace.store, analyst, { limit: 50 });
    expect(hoursUntil(promised.nextDueAt)).toBe(24);
    await look('STILL_THERE');
    const { referrals: listed } = await listReferrals(workspace.store, { limit: 100 });
    expect(listed.find((view) => view.referralId === referralId)).toMatchObject({
      state: 'SENT',
      outcomes: [{ kind: 'REMOVED' }],
      rechecks: [{ finding: 'STILL_THERE' }],
    });
    const row = await stateNow();
    const item = await getItem(workspace.store, { ...referrer, roles: ['lead'] }, row?.itemId ?? '');
    expect(item.referrals).toMatchObject([
      {
        timeline: expect.arrayContaining([
          expect.objectContaining({
            kind: 'RECHECKED',
            finding: 'STILL_THERE',
            by: expect.stringMatching(/^plover-/),
          }),
          expect.objectContaining({ kind: 'REOPENED', reason: 'STILL_THERE' }),
        ]),
      },
    ]);
    expect(item.history.map(({ verb }) => verb)).toContain('RECHECK_RECORDED');
  });

  it('contradicts what was observed last, not an older word that was taken in after it', async () => {
    await send();
    await pass(10);
    for (const [kind, days] of [
      ['REMOVED', 1],
      ['NO_VIOLATION', 2],
    ] as const) {
      const observedAt = new Date(Date.now() - days * DAY_MS).toISOString();
      const said = { kind, source: 'RECIPIENT_REPLY', observedAt } as const;
      await recordOutcome(workspace.store, referrer, { referralId, ...said });
    }
    expect(await stateNow()).toMatchObject({ state: 'CLOSED', recheckDueAt: expect.any(Date) });
    await look('STILL_THERE');
    expect(await stateNow()).toMatchObject({ state: 'SENT' });
  });

  it('that was made before the removal was seen and comes after it neither opens the referral again nor moves the next look', async () => {
    await send();
    await pass(10);
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);
    await recordOutcome(workspace.store, referrer, {
      referralId,
      kind: 'REMOVED',
      source: 'RECIPIENT_REPLY',
      observedAt: hoursAgo(2).toISOString(),
    });
    const before = await stateNow();
    const late = await look('STILL_THERE', { at: hoursAgo(3) });
    expect(late.nextDueAt).toBe(before?.recheckDueAt?.toISOString());
    expect(await stateNow()).toMatchObject({ state: 'CLOSED', recheckDueAt: before?.recheckDueAt });
    await look('STILL_THERE', { at: hoursAgo(1) });
    expect(await stateNow()).toMatchObject({ state: 'SENT' });
  });

  it('moves the next look, whatever was said since that tells nothing of what can be seen', async () => {
    await send();
    await pass(10);
    await recordOutcome(workspace.store, referrer, {
      referralId,
      kind: 'ACKNOWLEDGED',
      source: 'RECIPIENT_REPLY',
      observedAt: new Date().toISOString(),
    });
    const { nextDueAt } = await look('STILL_THERE', { at: new Date(Date.now() - HOUR_MS) });
    expect(hoursUntil(nextDueAt)).toBeGreaterThan(0);
  });

  it('with the same key is recorded once, and with other content refused', async () => {
    await send();
    const given = { at: new Date(), key: freshKey() };
    const answers = await Promise.all([look('GONE', given), look('GONE', given), look('GONE', given)]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await workspace.store.db.$count(rechecks, eq(rechecks.referralId, referralId))).toBe(1);
    expect(await workspace.store.db.$count(outcomes, eq(outcomes.referralId, referralId))).toBe(1);
    await expect(look('STILL_THERE', given)).rejects.toMatchObject({ slug: 'idempotency-key-reused' });
  });

  it('that comes late, after a newer one, moves no date', async () => {
    await send();
    await pass(10);
    await look('GONE');
    const before = await stateNow();
    await look('CANNOT_TELL', { at: new Date(Date.now() - DAY_MS) });
    expect((await stateNow())?.recheckDueAt).toEqual(before?.recheckDueAt);
  });

  it('is refused of what was not sent, of what somebody else flagged, in the future and before it was sent', async () => {
    await expect(look('GONE')).rejects.toMatchObject({ slug: 'not-found' });
    await send();
    const other = await addPerson(workspace.store, ['analyst']);
    await expect(look('GONE', { by: other })).rejects.toMatchObject({ slug: 'not-found' });
    for (const hours of [1, -24])
      await expect(look('GONE', { at: new Date(Date.now() + hours * HOUR_MS) })).rejects.toMatchObject({
        errors: [{ pointer: '/at' }],
      });
    expect(await workspace.store.db.$count(rechecks, eq(rechecks.referralId, referralId))).toBe(0);
    expect(await workspace.store.db.$count(items, eq(items.state, 'CONFIRMED'))).toBeGreaterThan(0);
  });
});
