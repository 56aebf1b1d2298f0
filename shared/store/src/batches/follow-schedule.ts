import { runAfter, type Schedule, type ScheduleResult, standingOf } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { recipients } from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';
import { insertBatch } from './insert-batch.ts';
import { planBatches, recipientOfBatch } from './plan-batches.ts';

type Recipient = typeof recipients.$inferSelect;

/** Where each referral is a batch of its own, one run makes no more of them; the rest waits for the next. */
const MOST_BATCHES = 100;

/**
 * Builds what a recipient's schedule says is to be built now: imminent danger that law enforcement was told of, each alone,
 * whenever it is; and if a run is due, what else is ready, within all limits of the recipient. It sends nothing. What a
 * person is refused is not built either: a recipient that takes none today, more batches than it takes in 24 hours, content
 * that it does not take.
 *
 * A run happens once, however many exporters look, and once for all that were missed. Where all batches of the day are made,
 * it is put off until there is room, at the longest until the next run.
 *
 * @param now the time it is
 * @returns ids of the batches that were made
 */
export function followSchedule(store: Pick<Store, 'db'>, recipientId: string, now: Date): Promise<string[]> {
  return store.db.transaction(async (transaction) => {
    const recipient = await recipientOfBatch(transaction, recipientId, true);
    const { configuration, scheduleDueAt, version } = recipient;
    const { schedule } = configuration;
    if (schedule === null || scheduleDueAt === null) return [];
    const isOpen = standingOf(recipient, now) === 'OPEN';
    const urgent = isOpen ? await buildUrgent(transaction, recipient, now) : [];
    if (scheduleDueAt > now) return urgent;
    const run = isOpen
      ? await buildReady(transaction, recipient, { schedule, plannedFor: scheduleDueAt, now })
      : { result: 'CLOSED' as const, ready: null, batchIds: [], nextBatchAt: null };
    const { result, ready, batchIds, nextBatchAt } = run;
    const planned = runAfter(schedule, now);
    const next = nextBatchAt !== null && nextBatchAt < planned ? nextBatchAt : planned;
    await transaction
      .update(recipients)
      .set({ scheduleDueAt: next, scheduleRanAt: now, scheduleResult: result })
      .where(eq(recipients.id, recipientId));
    await writeAudit(transaction, {
      verb: 'SCHEDULE_FOLLOWED',
      actor: null,
      subjectKind: 'recipient',
      subjectId: recipientId,
      details: {
        version,
        plannedFor: scheduleDueAt.toISOString(),
        result,
        ready,
        batchIds,
        next: next.toISOString(),
      },
    });
    return [...urgent, ...batchIds];
  });
}

/** Each alone, and not before law enforcement was told (rule 6). */
async function buildUrgent(transaction: Transaction, recipient: Recipient, now: Date): Promise<string[]> {
  const { envelopes } = await planBatches(transaction, recipient, { recipientId: recipient.id }, true, now);
  const maker = { schedule: { plannedFor: null, version: recipient.version } };
  const batchIds: string[] = [];
  for (const envelope of envelopes)
    if (envelope.imminent) batchIds.push(await insertBatch(transaction, maker, recipient, envelope, now));
  return batchIds;
}

async function buildReady(
  transaction: Transaction,
  recipient: Recipient,
  { schedule, plannedFor, now }: { schedule: Schedule; plannedFor: Date; now: Date },
): Promise<{ result: ScheduleResult; ready: number; batchIds: string[]; nextBatchAt: Date | null }> {
  const { configuration, id: recipientId, version } = recipient;
  const maker = { schedule: { plannedFor, version } };
  const batchIds: string[] = [];
  let left = schedule.maximumReferrals ?? Number.POSITIVE_INFINITY;
  let ready: number | null = null;
  while (left > 0 && batchIds.length < MOST_BATCHES) {
    const maximumReferrals = Math.min(configuration.maximumReferrals, left);
    const limited = { ...recipient, configuration: { ...configuration, maximumReferrals } };
    const plan = await planBatches(transaction, limited, { recipientId }, true, now);
    const envelope = plan.envelopes.find(({ imminent }) => !imminent);
    const inside = envelope?.referralIds.length ?? 0;
    ready ??= inside + plan.remaining;
    if (batchIds.length === 0 && ready < schedule.minimumReferrals)
      return { result: ready === 0 ? 'NOTHING_READY' : 'TOO_FEW', ready, batchIds, nextBatchAt: null };
    if (!envelope)
      return batchIds.length > 0
        ? { result: 'BUILT', ready, batchIds, nextBatchAt: null }
        : { result: 'LIMIT_REACHED', ready, batchIds, nextBatchAt: plan.nextBatchAt };
    batchIds.push(await insertBatch(transaction, maker, recipient, envelope, now));
    left -= inside;
  }
  return { result: 'BUILT', ready: ready ?? 0, batchIds, nextBatchAt: null };
}
