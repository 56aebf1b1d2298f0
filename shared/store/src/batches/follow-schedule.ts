import { runAfter, runUntil, type Schedule, type ScheduleResult, standingOf } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { recipients, type ScheduleRun } from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';
import { insertBatch } from './insert-batch.ts';
import { lockReady, planBatches, recipientOfBatch } from './plan-batches.ts';
import { roomOfRun } from './room-of-run.ts';

type Recipient = typeof recipients.$inferSelect;

/** Where each referral is a batch of its own, one run makes no more of them; the rest waits for the next. */
const MOST_BATCHES = 100;
/** A run that is put off comes no sooner. */
const SOONEST_MS = 60_000;

/** How a run went on: the batch that was made, if any, and whether it came to its end. */
interface Step {
  batchId: string | null;
  ended: boolean;
}

/**
 * If a run of a recipient's schedule is due: builds what is ready but for imminent danger (`buildUrgent`), within all limits of
 * the recipient. It sends nothing. What a person is refused is not built either: a recipient that takes none today, more
 * batches than it takes in a day, content that it does not take.
 *
 * Each batch is made in a transaction of its own, which locks nothing but what goes into it, and the run is closed in the last
 * one. A run that is cut off is due still, and goes on behind the batches that it made. It happens once, however many
 * exporters look, and once for all that were missed. Where all batches of the day are made, it is put off until there is
 * room, at the longest until the next run.
 *
 * @param now the time it is
 * @param stopped once aborted, no further batch is begun
 * @returns ids of the batches that were made here
 */
export async function followSchedule(
  store: Pick<Store, 'db'>,
  recipientId: string,
  now: Date,
  stopped?: AbortSignal,
): Promise<string[]> {
  const batchIds: string[] = [];
  while (stopped?.aborted !== true) {
    const step = await store.db.transaction((transaction) => goOn(transaction, recipientId, now));
    if (step.batchId !== null) batchIds.push(step.batchId);
    if (step.ended) break;
  }
  return batchIds;
}

async function goOn(transaction: Transaction, recipientId: string, now: Date): Promise<Step> {
  const recipient = await recipientOfBatch(transaction, recipientId, true);
  const { configuration, scheduleDueAt, scheduleRun } = recipient;
  const { schedule } = configuration;
  if (schedule === null || scheduleDueAt === null || scheduleDueAt > now) {
    // Another exporter ended it, or somebody changed the schedule in the middle of a run.
    if (scheduleRun !== null)
      await endRun(transaction, recipient, { run: scheduleRun, result: 'BUILT', next: scheduleDueAt, now });
    return { batchId: null, ended: true };
  }
  const plannedFor = scheduleRun?.plannedFor ?? runUntil(schedule, now).toISOString();
  const run: ScheduleRun = scheduleRun ?? { plannedFor, ready: 0, taken: 0, batchIds: [] };
  if (standingOf(recipient, now) === 'OPEN') return buildNext(transaction, recipient, { schedule, run, now });
  const result = run.batchIds.length > 0 ? 'BUILT' : 'CLOSED';
  await endRun(transaction, recipient, { run, result, next: runAfter(schedule, now), now });
  return { batchId: null, ended: true };
}

/** Makes the next batch of a run, or closes it. */
async function buildNext(
  transaction: Transaction,
  recipient: Recipient,
  { schedule, run, now }: { schedule: Schedule; run: ScheduleRun; now: Date },
): Promise<Step> {
  const { configuration, id: recipientId, version } = recipient;
  const plannedFor = new Date(run.plannedFor);
  const planned = runAfter(schedule, now);
  const end = async (result: ScheduleResult, ready = run.ready, next = planned): Promise<Step> => {
    await endRun(transaction, recipient, { run: { ...run, ready }, result, next, now });
    return { batchId: null, ended: true };
  };
  const isFirst = run.batchIds.length === 0;
  const left = (schedule.maximumReferrals ?? Number.POSITIVE_INFINITY) - run.taken;
  if (left <= 0 || run.batchIds.length >= MOST_BATCHES) return end('BUILT');
  const maximumReferrals = Math.min(configuration.maximumReferrals, left);
  const limited = { ...recipient, configuration: { ...configuration, maximumReferrals } };
  const room = await roomOfRun(transaction, recipient, schedule, { plannedFor, now });
  const plan = await planBatches(transaction, limited, { recipientId }, false, room);
  const wanted = ordinaryOf(plan);
  const ready = isFirst ? wanted.length + plan.remaining : run.ready;
  if (isFirst && ready < schedule.minimumReferrals)
    return end(ready === 0 ? 'NOTHING_READY' : 'TOO_FEW', ready);
  if (wanted.length === 0 && !isFirst) return end('BUILT');
  if (wanted.length === 0) {
    const soonest = Math.max(room.nextBatchAt?.getTime() ?? 0, now.getTime() + SOONEST_MS);
    return end('LIMIT_REACHED', ready, new Date(Math.min(soonest, planned.getTime())));
  }
  // Only now, and only what goes into it: what was withdrawn since, or became imminent danger, is left out.
  const locked = await lockReady(transaction, recipientId, wanted);
  const referralIds = ordinaryOf(
    await planBatches(transaction, limited, { recipientId, referralIds: locked }, false, room),
  );
  if (referralIds.length === 0) return { batchId: null, ended: false };
  const maker = { schedule: { plannedFor, version } };
  const batchId = await insertBatch(transaction, maker, recipient, { imminent: false, referralIds }, now);
  const taken = run.taken + referralIds.length;
  const scheduleRun = { ...run, ready, taken, batchIds: [...run.batchIds, batchId] };
  await transaction.update(recipients).set({ scheduleRun }).where(eq(recipients.id, recipientId));
  return { batchId, ended: false };
}

const ordinaryOf = ({ envelopes }: { envelopes: { imminent: boolean; referralIds: string[] }[] }): string[] =>
  envelopes.find(({ imminent }) => !imminent)?.referralIds ?? [];

async function endRun(
  transaction: Transaction,
  { id, version }: Recipient,
  { run, result, next, now }: { run: ScheduleRun; result: ScheduleResult; next: Date | null; now: Date },
): Promise<void> {
  const { plannedFor, ready, batchIds } = run;
  await transaction
    .update(recipients)
    .set({ scheduleDueAt: next, scheduleRanAt: now, scheduleResult: result, scheduleRun: null })
    .where(eq(recipients.id, id));
  await writeAudit(transaction, {
    verb: 'SCHEDULE_FOLLOWED',
    actor: null,
    subjectKind: 'recipient',
    subjectId: id,
    details: { version, plannedFor, result, ready, batchIds, next: next?.toISOString() ?? null },
  });
}
