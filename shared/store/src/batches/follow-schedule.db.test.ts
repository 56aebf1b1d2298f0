import { type Schedule, weekdays } from '@lapwing/contracts';
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestDelivery } from '../deliveries/request-delivery.ts';
import { recordLawEnforcement } from '../items/record-law-enforcement.ts';
import { changeRecipient } from '../recipients/change-recipient.ts';
import { ensureReadyMadeRecipients } from '../recipients/ensure-ready-made-recipients.ts';
import { listRecipients } from '../recipients/list-recipients.ts';
import { withdrawReferral } from '../referrals/withdraw-referral.ts';
import { audit, batches, recipients, referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { deliverByWebhook, WEBHOOK_URL } from '../testing/deliver-by-webhook.ts';
import { readyForGoogle, recipientBySlug } from '../testing/ready-referrals.ts';
import { atFive, setSchedule } from '../testing/set-schedule.ts';
import { withoutAudit } from '../testing/without-audit.ts';
import { addPerson, freshKey, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { batchWorksheet } from './batch-worksheet.ts';
import { buildUrgent } from './build-urgent.ts';
import { cancelBatch } from './cancel-batch.ts';
import { createBatches } from './create-batches.ts';
import { dueSchedules, scheduledRecipients } from './due-schedules.ts';
import { finishBatch } from './finish-batch.ts';
import { followSchedule } from './follow-schedule.ts';
import { getBatch } from './get-batch.ts';
import { markBatchSent } from './mark-batch-sent.ts';
import { releaseBatch } from './release-batch.ts';
import { urgentReferrals } from './urgent-referrals.ts';

/** Five o'clock in Bangkok, and the same a day later. */
const FIVE = new Date('2026-11-28T10:00:00Z');
const NEXT_FIVE = new Date('2026-11-29T10:00:00Z');
const twiceADay: Schedule['when'] = { kind: 'AT_TIMES', days: [...weekdays], times: ['12:00', '17:00'] };
const onMondays: Schedule['when'] = { kind: 'AT_TIMES', days: ['MONDAY'], times: ['17:00'] };
const after = (moment: Date, seconds: number) => new Date(moment.getTime() + seconds * 1_000);

let workspace: TestWorkspace;
let store: Store;
let owner: pg.Pool;
let referrer: Actor;
let google: string;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  store = workspace.store;
  owner = new pg.Pool({ connectionString: workspace.database.ownerUrl, max: 1 });
  referrer = await addPerson(store, ['referrer']);
  await ensureReadyMadeRecipients(store);
  google = await recipientBySlug(store, 'google');
  await deliverByWebhook(store, google);
});
afterAll(async () => {
  await owner.end();
  await workspace.close();
});
beforeEach(async () => {
  await store.db
    .update(referrals)
    .set({ state: 'WITHDRAWN', batchId: null })
    .where(inArray(referrals.state, ['READY', 'BATCHED']));
  await store.db
    .update(batches)
    .set({ state: 'CANCELLED', buildDueAt: null })
    .where(inArray(batches.state, ['BUILDING', 'BUILT']));
  await follow(
    {},
    {
      platforms: ['YOUTUBE', 'GOOGLE'],
      batchesPerDay: null,
      maximumReferrals: 100,
      secondLook: false,
      activeUntil: null,
    },
  );
});

/** The schedule of Google from now on, with a run that is due at five. */
const follow = (
  schedule: Partial<Schedule>,
  settings: Parameters<typeof setSchedule>[3] = {},
): Promise<void> => setSchedule(store, google, atFive(schedule), { dueAt: FIVE, ...settings });
const recipientNow = async () => {
  const [found] = await store.db.select().from(recipients).where(eq(recipients.id, google));
  if (!found) throw new Error('Google is missing');
  return found;
};
const run = (now = after(FIVE, 2)) => followSchedule(store, google, now);
/** What the exporter does about imminent danger at every look. */
const runUrgent = async (now = after(FIVE, 2)) => {
  const made: string[] = [];
  for (const referralId of await urgentReferrals(store, google, now)) {
    const batchId = await buildUrgent(store, { recipientId: google, referralId }, now);
    if (batchId !== null) made.push(batchId);
  }
  return made;
};
/** What the list of recipients says that waits for a person. */
const waiting = async () => {
  const view = (await listRecipients(store)).find(({ recipientId }) => recipientId === google);
  return {
    ready: view?.ready,
    unsentBatches: view?.unsentBatches,
    imminentUnsent: view?.imminentUnsent,
  };
};
const sizesOf = async (batchIds: readonly string[]) =>
  Promise.all(batchIds.map(async (batchId) => (await getBatch(store, batchId)).referralCount));
const auditOf = async (verb: 'BATCH_CREATED' | 'SCHEDULE_FOLLOWED', subjectId: string) =>
  store.db
    .select({ actorId: audit.actorId, details: audit.details })
    .from(audit)
    .where(and(eq(audit.verb, verb), eq(audit.subjectId, subjectId)))
    .orderBy(asc(audit.sequence));
const urgentReferral = async () => {
  const [referralId = ''] = await readyForGoogle(store, 1, {
    urgency: 'IMMINENT',
    imminentDanger: { basis: ['PLANNED_MEETING'] },
  });
  const [found] = await store.db.select().from(referrals).where(eq(referrals.id, referralId));
  const tellPolice = () =>
    recordLawEnforcement(store, referrer, found?.itemId ?? '', {
      kind: 'NOTICE',
      agency: 'Police station 9',
      reference: 'A-17',
      notifiedAt: new Date().toISOString(),
    });
  return { referralId, tellPolice };
};

describe('a run of a schedule', () => {
  it('builds what is ready in as many batches as it takes, as the machine and on record, and sends nothing', async () => {
    await follow({}, { maximumReferrals: 2 });
    await readyForGoogle(store, 5);
    expect(await dueSchedules(store, after(FIVE, -1))).toEqual([]);
    expect(await dueSchedules(store, FIVE)).toEqual([google]);
    const batchIds = await run();
    expect(await sizesOf(batchIds)).toEqual([2, 2, 1]);
    for (const batchId of batchIds) {
      expect(await getBatch(store, batchId)).toMatchObject({ state: 'BUILDING', delivery: null });
      expect(await auditOf('BATCH_CREATED', batchId)).toMatchObject([
        { actorId: null, details: { schedule: { plannedFor: FIVE.toISOString() } } },
      ]);
    }
    const { scheduleDueAt, scheduleRanAt, scheduleResult, version } = await recipientNow();
    expect({ scheduleDueAt, scheduleRanAt, scheduleResult }).toEqual({
      scheduleDueAt: NEXT_FIVE,
      scheduleRanAt: after(FIVE, 2),
      scheduleResult: 'BUILT',
    });
    expect((await auditOf('SCHEDULE_FOLLOWED', google)).at(-1)).toEqual({
      actorId: null,
      details: {
        version,
        plannedFor: FIVE.toISOString(),
        result: 'BUILT',
        ready: 5,
        batchIds,
        next: NEXT_FIVE.toISOString(),
      },
    });
    const [view] = (await listRecipients(store)).filter(({ recipientId }) => recipientId === google);
    expect(view?.schedule).toEqual({
      nextRunAt: NEXT_FIVE.toISOString(),
      lastRun: { at: after(FIVE, 2).toISOString(), result: 'BUILT' },
    });
  });

  it('is not due again before the next one, and not before its time', async () => {
    await readyForGoogle(store, 1);
    expect(await run(after(FIVE, -1))).toEqual([]);
    expect(await run()).toHaveLength(1);
    await readyForGoogle(store, 1);
    expect(await run(after(FIVE, 3))).toEqual([]);
    expect(await run(NEXT_FIVE)).toHaveLength(1);
  });

  it('takes at most so many, and waits for at least so many', async () => {
    await follow({ minimumReferrals: 3, maximumReferrals: 4 });
    await readyForGoogle(store, 2);
    expect(await run()).toEqual([]);
    expect(await recipientNow()).toMatchObject({ scheduleResult: 'TOO_FEW', scheduleDueAt: NEXT_FIVE });
    await readyForGoogle(store, 3);
    expect(await sizesOf(await run(NEXT_FIVE))).toEqual([4]);
  });

  it('finds nothing ready, and says so', async () => {
    expect(await run()).toEqual([]);
    expect(await recipientNow()).toMatchObject({ scheduleResult: 'NOTHING_READY', scheduleDueAt: NEXT_FIVE });
  });

  it('builds nothing for a recipient that takes none that day, or was switched off', async () => {
    await follow({}, { activeUntil: '2026-11-27' });
    await readyForGoogle(store, 1);
    expect(await run()).toEqual([]);
    expect(await recipientNow()).toMatchObject({ scheduleResult: 'CLOSED', scheduleDueAt: NEXT_FIVE });
  });

  it('leaves what the recipient does not take', async () => {
    const [referralId = ''] = await readyForGoogle(store, 1);
    await follow({}, { platforms: ['WEB'] });
    expect(await run()).toEqual([]);
    const [left] = await store.db.select().from(referrals).where(eq(referrals.id, referralId));
    expect(left?.state).toBe('READY');
  });

  it('makes no more batches than the recipient takes in a day, and is put off until it takes one', async () => {
    const noon = after(FIVE, -5 * 3_600);
    await follow({ when: twiceADay }, { batchesPerDay: 2, maximumReferrals: 1, dueAt: noon });
    await readyForGoogle(store, 3);
    expect(await run(after(noon, 2))).toHaveLength(2);
    expect(await recipientNow()).toMatchObject({ scheduleResult: 'BUILT', scheduleDueAt: FIVE });
    expect(await run()).toEqual([]);
    // A day after the two: the next run is then, too.
    const nextNoon = after(noon, 86_400);
    expect(await recipientNow()).toMatchObject({ scheduleResult: 'LIMIT_REACHED', scheduleDueAt: nextNoon });
    expect(await run(nextNoon)).toHaveLength(1);
    expect((await recipientNow()).scheduleDueAt).toEqual(NEXT_FIVE);
  });

  it('is put off until a batch that a person made is a day old, and takes no room from the next one by that', async () => {
    await follow({}, { batchesPerDay: 1 });
    await readyForGoogle(store, 2);
    const options = { idempotencyKey: freshKey() };
    const [made] = await createBatches(store, referrer, { recipientId: google }, options);
    const evening = after(FIVE, -20 * 3_600);
    await store.db
      .update(batches)
      .set({ createdAt: evening })
      .where(eq(batches.id, made?.batchId ?? ''));
    await readyForGoogle(store, 1);
    expect(await run()).toEqual([]);
    const later = after(evening, 86_400);
    expect(await recipientNow()).toMatchObject({ scheduleResult: 'LIMIT_REACHED', scheduleDueAt: later });
    expect(await run(later)).toHaveLength(1);
    await readyForGoogle(store, 1);
    expect(await run(after(NEXT_FIVE, 1))).toHaveLength(1);
  });

  it('is at its time again a day after it was late, where the recipient takes one batch a day', async () => {
    await follow({}, { batchesPerDay: 1 });
    await readyForGoogle(store, 1);
    expect(await run(after(FIVE, 6 * 3_600))).toHaveLength(1);
    for (const days of [1, 2, 3]) {
      await readyForGoogle(store, 1);
      const at = after(FIVE, days * 86_400);
      expect(await recipientNow()).toMatchObject({ scheduleDueAt: at });
      expect(await run(after(at, 1))).toHaveLength(1);
      expect(await recipientNow()).toMatchObject({ scheduleResult: 'BUILT' });
    }
  });

  it('makes no more than the limit in one run, however late that is', async () => {
    await follow({ when: onMondays }, { batchesPerDay: 1, maximumReferrals: 1 });
    await readyForGoogle(store, 3);
    // Thursday: three days after the last Monday.
    expect(await run(new Date('2026-12-03T08:00:00Z'))).toHaveLength(1);
  });

  it('comes at the same time every day where clocks are changed, and the recipient takes one batch a day', async () => {
    // Clocks in Paris skip an hour on 29 March 2026, and show one twice on 25 October.
    for (const days of [
      ['2026-03-28T16:00:00Z', '2026-03-29T15:00:00Z', '2026-03-30T15:00:00Z'],
      ['2026-10-24T15:00:00Z', '2026-10-25T16:00:00Z', '2026-10-26T16:00:00Z'],
    ]) {
      const [first = ''] = days;
      await follow({ timeZone: 'Europe/Paris' }, { batchesPerDay: 1, dueAt: new Date(first) });
      for (const day of days) {
        await readyForGoogle(store, 1);
        expect(await recipientNow()).toMatchObject({ scheduleDueAt: new Date(day) });
        expect(await run(after(new Date(day), 1))).toHaveLength(1);
      }
    }
  });

  it('happens once for all that were missed while the exporter was down', async () => {
    await readyForGoogle(store, 1);
    const daysLater = after(FIVE, 5 * 86_400 + 60);
    expect(await run(daysLater)).toHaveLength(1);
    expect((await recipientNow()).scheduleDueAt).toEqual(after(FIVE, 6 * 86_400));
    await readyForGoogle(store, 1);
    expect(await dueSchedules(store, daysLater)).toEqual([]);
    expect(await run(daysLater)).toEqual([]);
  });

  it('happens once, however many exporters look', async () => {
    await readyForGoogle(store, 3);
    const made = await Promise.all([run(), run(), run(), run()]);
    expect(made.flat()).toHaveLength(1);
    expect(await sizesOf(made.flat())).toEqual([3]);
  });

  it('leaves everything as it was when it is cut off, and is due again', async () => {
    await readyForGoogle(store, 2);
    await withoutAudit(workspace.database, () => expect(run()).rejects.toThrow());
    expect(await store.db.$count(referrals, eq(referrals.state, 'READY'))).toBe(2);
    expect(await dueSchedules(store, after(FIVE, 2))).toEqual([google]);
    expect(await sizesOf(await run())).toEqual([2]);
  });

  it('goes on behind the batches that it made when it is cut off between two, and takes no more for that', async () => {
    await follow({ minimumReferrals: 4, maximumReferrals: 4 }, { maximumReferrals: 1 });
    await readyForGoogle(store, 5);
    // The third batch cannot be made.
    await owner.query(`
      create function no_third() returns trigger language plpgsql as $$ begin
        if (select count(*) from batches where scheduled_for = new.scheduled_for and state <> 'CANCELLED') = 2 then
          raise 'cut off';
        end if;
        return new;
      end $$;
      create trigger no_third before insert on batches for each row execute function no_third()`);
    await expect(run()).rejects.toThrow();
    await owner.query('drop trigger no_third on batches; drop function no_third');
    expect(await store.db.$count(referrals, eq(referrals.state, 'READY'))).toBe(3);
    expect(await dueSchedules(store, after(FIVE, 2))).toEqual([google]);
    expect(await sizesOf(await run(after(FIVE, 60)))).toEqual([1, 1]);
    const { details } = (await auditOf('SCHEDULE_FOLLOWED', google)).at(-1) ?? {};
    expect(details).toMatchObject({ plannedFor: FIVE.toISOString(), result: 'BUILT', ready: 5 });
    expect(details).toHaveProperty('batchIds.length', 4);
    expect(await recipientNow()).toMatchObject({ scheduleDueAt: NEXT_FIVE, scheduleRun: null });
  });

  it('is closed where the schedule is taken away in the middle of it', async () => {
    await follow({}, { maximumReferrals: 1 });
    await readyForGoogle(store, 2);
    const stopped = new AbortController();
    const begun = followSchedule(store, google, after(FIVE, 2), stopped.signal);
    stopped.abort();
    expect(await begun).toHaveLength(1);
    await setSchedule(store, google, null);
    expect(await dueSchedules(store, after(FIVE, 2))).toEqual([google]);
    expect(await run()).toEqual([]);
    expect(await recipientNow()).toMatchObject({ scheduleResult: 'BUILT', scheduleRun: null });
    expect(await dueSchedules(store, after(FIVE, 2))).toEqual([]);
  });

  it('keeps nothing waiting but what goes into the batch that is made', async () => {
    await follow({}, { maximumReferrals: 1 });
    await readyForGoogle(store, 2);
    const [busy] = await store.db
      .select()
      .from(referrals)
      .where(eq(referrals.state, 'READY'))
      .orderBy(asc(referrals.rank), desc(referrals.id))
      .limit(1);
    const other = await owner.connect();
    try {
      await other.query('begin');
      await other.query('select from referrals where id = $1 for update', [busy?.id]);
      const stopped = new AbortController();
      const begun = followSchedule(store, google, after(FIVE, 2), stopped.signal);
      stopped.abort();
      expect(await begun).toHaveLength(1);
    } finally {
      await other.query('rollback');
      other.release();
    }
  });
});

describe('imminent danger', () => {
  it('waits for no run and no minimum: it is built alone as soon as law enforcement was told', async () => {
    await follow({ minimumReferrals: 10, maximumReferrals: 10 });
    const { referralId, tellPolice } = await urgentReferral();
    await readyForGoogle(store, 1);
    const morning = after(FIVE, -8 * 3_600);
    expect(await scheduledRecipients(store)).toEqual([google]);
    expect(await runUrgent(morning)).toEqual([]);
    expect(await waiting()).toMatchObject({ imminentUnsent: 0 });
    await tellPolice();
    const [batchId = '', ...more] = await runUrgent(morning);
    expect(more).toEqual([]);
    const batch = await getBatch(store, batchId);
    expect(batch).toMatchObject({ imminent: true, referrals: [{ referralId }], secondLook: null });
    expect(await auditOf('BATCH_CREATED', batchId)).toMatchObject([
      { actorId: null, details: { imminent: true, schedule: { plannedFor: null } } },
    ]);
    // A lead is called about it if nobody sends it: the clock runs from when it was made.
    const [row] = await store.db.select().from(batches).where(eq(batches.id, batchId));
    expect(row?.answerDueAt).toEqual(after(morning, 15 * 60));
    expect(await runUrgent(morning)).toEqual([]);
    expect((await recipientNow()).scheduleDueAt).toEqual(FIVE);
  });

  it('is held in a run too while law enforcement was not told', async () => {
    const { referralId } = await urgentReferral();
    await readyForGoogle(store, 1);
    const [batchId = '', ...more] = await run();
    expect(more).toEqual([]);
    const batch = await getBatch(store, batchId);
    expect(batch.referrals.map((one) => one.referralId)).not.toContain(referralId);
  });

  it('is not built for a recipient that takes none', async () => {
    const { tellPolice } = await urgentReferral();
    await tellPolice();
    await follow({}, { activeUntil: '2026-11-27' });
    expect(await runUrgent(after(FIVE, -1))).toEqual([]);
  });

  it('is not built by a run, even where it can be', async () => {
    const { tellPolice } = await urgentReferral();
    await tellPolice();
    expect(await run()).toEqual([]);
    expect(await runUrgent()).toHaveLength(1);
  });

  it('is built once, however many exporters look', async () => {
    const { referralId, tellPolice } = await urgentReferral();
    await tellPolice();
    const look = () => buildUrgent(store, { recipientId: google, referralId }, FIVE);
    const made = await Promise.all([look(), look(), look()]);
    expect(made.filter((batchId) => batchId !== null)).toHaveLength(1);
  });

  it('waits for no run that is under way', async () => {
    const { tellPolice } = await urgentReferral();
    await tellPolice();
    const other = await owner.connect();
    try {
      await other.query('begin');
      await other.query('select from recipients where id = $1 for no key update', [google]);
      expect(await runUrgent()).toHaveLength(1);
    } finally {
      await other.query('rollback');
      other.release();
    }
  });

  it.each(['a schedule', 'a person'])(
    'is left to a person once a batch that %s made is cancelled: it can be withdrawn',
    async (maker) => {
      const { referralId, tellPolice } = await urgentReferral();
      await tellPolice();
      const byHand = async () =>
        (await createBatches(store, referrer, { recipientId: google }, { idempotencyKey: freshKey() })).map(
          (batch) => batch.batchId,
        );
      const [batchId = ''] = maker === 'a person' ? await byHand() : await runUrgent();
      expect(await waiting()).toEqual({ ready: 0, unsentBatches: 1, imminentUnsent: 1 });
      await cancelBatch(store, referrer, batchId);
      expect(await waiting()).toEqual({ ready: 1, unsentBatches: 0, imminentUnsent: 1 });
      expect(await runUrgent()).toEqual([]);
      expect(await buildUrgent(store, { recipientId: google, referralId }, FIVE)).toBeNull();
      const [again = ''] = await byHand();
      expect(await getBatch(store, again)).toMatchObject({ imminent: true, referrals: [{ referralId }] });
      await cancelBatch(store, referrer, again);
      expect(await runUrgent()).toEqual([]);
      // Whoever tells the police now may know nothing of that.
      await tellPolice();
      const [anew = ''] = await runUrgent();
      expect(await getBatch(store, anew)).toMatchObject({ imminent: true, referrals: [{ referralId }] });
      await cancelBatch(store, referrer, anew);
      await withdrawReferral(store, referrer, { referralId, reason: 'Not what it seemed' });
      expect(await waiting()).toEqual({ ready: 0, unsentBatches: 0, imminentUnsent: 0 });
    },
  );
});

describe('a batch that a schedule made and that is held for a second look', () => {
  it('needs two people: who released it does not send it', async () => {
    await follow({}, { secondLook: true });
    await readyForGoogle(store, 1);
    const [batchId = ''] = await run();
    await finishBatch(store, batchId, []);
    const second = await addPerson(store, ['referrer']);
    const send = (actor: Actor) =>
      markBatchSent(store, actor, { batchId, sentAt: new Date().toISOString(), reference: '' });
    const deliver = (actor: Actor) => requestDelivery(store, actor, { batchId, destination: WEBHOOK_URL });
    await expect(send(referrer)).rejects.toMatchObject({ errors: [{ code: 'second_look' }] });
    await batchWorksheet(store, referrer, batchId, 'Plover Foundation');
    expect(await releaseBatch(store, referrer, batchId)).toMatchObject({ secondLook: { madeBy: null } });
    const refused = { slug: 'conflict', errors: [{ code: 'own_release' }] };
    await expect(send(referrer)).rejects.toMatchObject(refused);
    await expect(deliver(referrer)).rejects.toMatchObject(refused);
    // Nor past the verbs.
    const past = (sent: string) =>
      owner.query(`update batches set ${sent} where id = $2`, [referrer.personId, batchId]);
    await expect(past(`state = 'SENT', sent_at = now(), sent_by = $1`)).rejects.toThrow(
      'batches_scheduled_sent_by_another',
    );
    await expect(past('delivery_requested_by = $1')).rejects.toThrow('batches_scheduled_sent_by_another');
    expect(await send(second)).toMatchObject({ state: 'SENT' });
  });

  it('where no look is asked for, one person sends it as any other', async () => {
    await readyForGoogle(store, 1);
    const [batchId = ''] = await run();
    await finishBatch(store, batchId, []);
    expect(
      await markBatchSent(store, referrer, { batchId, sentAt: new Date().toISOString(), reference: '' }),
    ).toMatchObject({ state: 'SENT' });
  });
});

describe('the next run', () => {
  it('is planned anew when the schedule changes, stays when something else does, and goes with it', async () => {
    expect((await recipientNow()).scheduleDueAt).toEqual(FIVE);
    const { slug, name, active, version, configuration } = await recipientNow();
    const admin = await addPerson(store, ['admin']);
    await changeRecipient(store, admin, {
      recipientId: google,
      version,
      input: { slug, name, active, configuration: { ...configuration, jurisdiction: 'FR' } },
    });
    expect((await recipientNow()).scheduleDueAt).toEqual(FIVE);
    await setSchedule(store, google, atFive({ when: { kind: 'EVERY_HOURS', hours: 1 } }));
    const { scheduleDueAt } = await recipientNow();
    const { rows } = await owner.query<{ ahead: number }>(
      'select extract(epoch from $1::timestamptz - now())::float as ahead',
      [scheduleDueAt],
    );
    expect(rows[0]?.ahead).toBeGreaterThan(0);
    expect(rows[0]?.ahead).toBeLessThanOrEqual(3_600);
    await setSchedule(store, google, null);
    expect(await recipientNow()).toMatchObject({ scheduleDueAt: null });
    await readyForGoogle(store, 1);
    expect(await dueSchedules(store, NEXT_FIVE)).toEqual([]);
    expect(await run(NEXT_FIVE)).toEqual([]);
  });

  it('cannot be missing where there is a schedule, whoever asks the database', async () => {
    await expect(
      store.db.update(recipients).set({ scheduleDueAt: null }).where(sql`id = ${google}`),
    ).rejects.toMatchObject({ cause: { constraint: 'recipients_schedule_due' } });
  });
});
