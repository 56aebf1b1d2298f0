import { asc, lte } from 'drizzle-orm';
import { batches, escalationCalls, escalations } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** What is due at a time, longest first: batches to escalate, escalations whose next lead is called, e-mails to send. */
export async function dueEscalations(
  store: Pick<Store, 'db'>,
  now: Date,
): Promise<{ batchIds: string[]; escalationIds: string[]; callIds: string[] }> {
  const [unanswered, uncalled, unmailed] = await Promise.all([
    store.db
      .select({ id: batches.id })
      .from(batches)
      .where(lte(batches.answerDueAt, now))
      .orderBy(asc(batches.answerDueAt)),
    store.db
      .select({ id: escalations.id })
      .from(escalations)
      .where(lte(escalations.nextCallAt, now))
      .orderBy(asc(escalations.nextCallAt)),
    store.db
      .select({ id: escalationCalls.id })
      .from(escalationCalls)
      .where(lte(escalationCalls.mailDueAt, now))
      .orderBy(asc(escalationCalls.mailDueAt)),
  ]);
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);
  return { batchIds: idsOf(unanswered), escalationIds: idsOf(uncalled), callIds: idsOf(unmailed) };
}
