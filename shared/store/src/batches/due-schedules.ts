import { asc, isNotNull, lte, or } from 'drizzle-orm';
import { recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** Recipients of whose schedule a run is due or under way, longest first. */
export async function dueSchedules(store: Pick<Store, 'db'>, now: Date): Promise<string[]> {
  const due = await store.db
    .select({ id: recipients.id })
    .from(recipients)
    .where(or(lte(recipients.scheduleDueAt, now), isNotNull(recipients.scheduleRun)))
    .orderBy(asc(recipients.scheduleDueAt));
  return due.map(({ id }) => id);
}

/** Recipients that have a schedule. */
export async function scheduledRecipients(store: Pick<Store, 'db'>): Promise<string[]> {
  const scheduled = await store.db
    .select({ id: recipients.id })
    .from(recipients)
    .where(isNotNull(recipients.scheduleDueAt))
    .orderBy(asc(recipients.id));
  return scheduled.map(({ id }) => id);
}
