import { type Schedule, sameTimeOn } from '@lapwing/contracts';
import { and, desc, eq, ne, or, sql } from 'drizzle-orm';
import { batches, type recipients } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/**
 * When a recipient takes the next batch of a run; null: now. Counted are its batches since the same time on the day before, by
 * the clocks of the schedule, and those of the run itself. What a schedule made counts as made when its run was planned: a run
 * that was late or put off takes no room from the next one. Batches of imminent danger and cancelled ones are not counted.
 *
 * @param plannedFor when the run was planned
 */
export async function roomOfRun(
  transaction: Transaction,
  { id, configuration: { batchesPerDay } }: typeof recipients.$inferSelect,
  { timeZone }: Pick<Schedule, 'timeZone'>,
  { plannedFor, now }: { plannedFor: Date; now: Date },
): Promise<{ nextBatchAt: Date | null }> {
  if (batchesPerDay === null) return { nextBatchAt: null };
  const madeAt = sql`coalesce(${batches.scheduledFor}, ${batches.createdAt})`;
  const newest = await transaction
    .select({ scheduledFor: batches.scheduledFor, createdAt: batches.createdAt })
    .from(batches)
    .where(
      and(
        eq(batches.recipientId, id),
        eq(batches.imminent, false),
        ne(batches.state, 'CANCELLED'),
        or(sql`${madeAt} > ${sameTimeOn(now, -1, timeZone)}`, eq(batches.scheduledFor, plannedFor)),
      ),
    )
    .orderBy(desc(madeAt))
    .limit(batchesPerDay);
  const last = newest[batchesPerDay - 1];
  if (!last) return { nextBatchAt: null };
  return { nextBatchAt: sameTimeOn(last.scheduledFor ?? last.createdAt, 1, timeZone) };
}
