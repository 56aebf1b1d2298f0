import type { TimelineEvent } from '@lapwing/contracts';
import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import {
  batches,
  corrections,
  deliveries,
  items,
  outcomes,
  people,
  receipts,
  rechecks,
  referrals,
  reminders,
  reopenings,
} from '../schema/index.ts';
import type { Store } from '../store.ts';

/** Where two things have one time, this comes first. */
const order = [
  'BUILT',
  'SENT',
  'RECEIVED',
  'RECHECKED',
  'OUTCOME',
  'REOPENED',
  'REMINDED',
  'CORRECTED',
] as const;

/**
 * What happened to referrals, oldest first, by referral: put together from what is stored about batches, deliveries,
 * receipts, outcomes, looks, reopenings and reminders.
 *
 * @param namesAnalysts whether the reader may know the pseudonym of who looked again, and so of who flagged it
 */
export async function timelinesOf(
  store: Pick<Store, 'db'>,
  referralIds: readonly string[],
  { namesAnalysts }: { namesAnalysts: boolean },
): Promise<Map<string, TimelineEvent[]>> {
  if (referralIds.length === 0) return new Map();
  const ids = [...referralIds];
  const [built, sent, received, concluded, looked, reminded, reopened, written] = await Promise.all([
    store.db
      .select({ id: referrals.id, at: batches.builtAt })
      .from(referrals)
      .innerJoin(batches, eq(batches.id, referrals.batchId))
      .where(inArray(referrals.id, ids)),
    store.db
      .select({ id: referrals.id, delivery: deliveries, by: people.pseudonym })
      .from(referrals)
      .innerJoin(deliveries, eq(deliveries.batchId, referrals.batchId))
      .leftJoin(people, eq(people.id, deliveries.personId))
      .where(and(inArray(referrals.id, ids), eq(deliveries.succeeded, true))),
    store.db
      .select({ receipt: receipts, by: people.pseudonym })
      .from(receipts)
      .leftJoin(people, eq(people.id, receipts.recordedBy))
      .where(inArray(receipts.referralId, ids)),
    store.db
      .select({ outcome: outcomes, by: people.pseudonym })
      .from(outcomes)
      .leftJoin(people, eq(people.id, outcomes.recordedBy))
      .where(inArray(outcomes.referralId, ids))
      .orderBy(asc(outcomes.id)),
    store.db
      .select({ look: rechecks, by: people.pseudonym })
      .from(rechecks)
      .innerJoin(people, eq(people.id, rechecks.personId))
      .where(inArray(rechecks.referralId, ids))
      .orderBy(asc(rechecks.id)),
    store.db
      .select({ reminder: reminders, by: people.pseudonym })
      .from(reminders)
      .innerJoin(people, eq(people.id, reminders.remindedBy))
      .where(inArray(reminders.referralId, ids)),
    store.db
      .select({ reopening: reopenings, url: items.canonicalUrl, by: people.pseudonym })
      .from(reopenings)
      .innerJoin(people, eq(people.id, reopenings.reopenedBy))
      .leftJoin(items, eq(items.id, reopenings.otherItemId))
      .where(inArray(reopenings.referralId, ids)),
    store.db
      .select({ id: referrals.relatesTo, correction: corrections, by: people.pseudonym })
      .from(referrals)
      .innerJoin(corrections, eq(corrections.referralId, referrals.id))
      .innerJoin(people, eq(people.id, corrections.writtenBy))
      .where(and(inArray(referrals.relatesTo, ids), ne(referrals.state, 'WITHDRAWN'))),
  ]);
  const ofLooks = (by: string | null) => (namesAnalysts ? by : null);
  const lookers = new Set(looked.map(({ by }) => by));
  const events = new Map(ids.map((id): [string, TimelineEvent[]] => [id, []]));
  const add = (id: string, event: TimelineEvent) => events.get(id)?.push(event);
  for (const { id, at } of built) if (at !== null) add(id, { kind: 'BUILT', at: at.toISOString(), by: null });
  for (const { id, delivery, by } of sent)
    add(id, { kind: 'SENT', at: delivery.deliveredAt.toISOString(), by, reference: delivery.reference });
  for (const { receipt, by } of received)
    add(receipt.referralId, {
      kind: 'RECEIVED',
      at: receipt.receivedAt.toISOString(),
      by,
      ticket: receipt.ticket,
    });
  for (const { outcome, by } of concluded)
    add(outcome.referralId, {
      kind: 'OUTCOME',
      at: outcome.observedAt.toISOString(),
      by: outcome.source === 'ANALYST_RECHECK' ? ofLooks(by) : by,
      outcome: outcome.kind,
      source: outcome.source,
      note: outcome.note,
    });
  for (const { look, by } of looked)
    add(look.referralId, {
      kind: 'RECHECKED',
      at: look.seenAt.toISOString(),
      by: ofLooks(by),
      finding: look.finding,
    });
  for (const { reminder, by } of reminded)
    add(reminder.referralId, { kind: 'REMINDED', at: reminder.remindedAt.toISOString(), by });
  for (const { reopening, url, by } of reopened)
    add(reopening.referralId, {
      kind: 'REOPENED',
      at: reopening.reopenedAt.toISOString(),
      by: lookers.has(by) ? ofLooks(by) : by,
      reason: reopening.reason,
      otherItemId: reopening.otherItemId,
      otherUrl: url,
      note: reopening.note,
    });
  for (const { id, correction, by } of written)
    if (id !== null)
      add(id, {
        kind: 'CORRECTED',
        at: correction.writtenAt.toISOString(),
        by,
        relation: correction.relation,
        referralId: correction.referralId,
        note: correction.reason,
      });
  for (const own of events.values())
    own.sort((a, b) => a.at.localeCompare(b.at) || order.indexOf(a.kind) - order.indexOf(b.kind));
  return events;
}
