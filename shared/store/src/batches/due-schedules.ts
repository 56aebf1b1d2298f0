import { standingOf } from '@lapwing/contracts';
import { and, asc, eq, isNotNull, not } from 'drizzle-orm';
import { takenBy } from '../recipients/taken-by.ts';
import { isHeld, isImminent } from '../referrals/law-enforcement-first.ts';
import { items, recipients, referrals } from '../schema/index.ts';
import type { Store } from '../store.ts';

/**
 * Recipients with a schedule that has something to do: a run is due, or imminent danger is ready, which waits for none and
 * which law enforcement was told of.
 */
export async function dueSchedules(store: Pick<Store, 'db'>, now: Date): Promise<string[]> {
  const scheduled = await store.db
    .select()
    .from(recipients)
    .where(isNotNull(recipients.scheduleDueAt))
    .orderBy(asc(recipients.scheduleDueAt));
  const due: string[] = [];
  for (const recipient of scheduled) {
    const { id, scheduleDueAt } = recipient;
    if ((scheduleDueAt !== null && scheduleDueAt <= now) || (await hasUrgent(store, recipient, now)))
      due.push(id);
  }
  return due;
}

async function hasUrgent(
  { db }: Pick<Store, 'db'>,
  recipient: typeof recipients.$inferSelect,
  now: Date,
): Promise<boolean> {
  if (standingOf(recipient, now) !== 'OPEN') return false;
  const ready = await db
    .select({ id: referrals.id })
    .from(referrals)
    .innerJoin(items, eq(items.id, referrals.itemId))
    .where(
      and(
        eq(referrals.recipientId, recipient.id),
        eq(referrals.state, 'READY'),
        isImminent,
        not(isHeld),
        takenBy(recipient.configuration),
      ),
    )
    .limit(1);
  return ready.length > 0;
}
