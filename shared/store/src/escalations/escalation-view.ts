import type { EscalationView } from '@lapwing/contracts';
import { aliasedTable, asc, desc, eq, inArray, type SQL } from 'drizzle-orm';
import { batches, escalationCalls, escalations, people, recipients } from '../schema/index.ts';
import type { Actor, Database, Transaction } from '../store.ts';

/** Escalations as seen inside the organisation, newest first. */
export async function escalationViews(
  db: Database | Transaction,
  reader: Actor | null,
  where: SQL,
): Promise<EscalationView[]> {
  const [taker, settler] = [aliasedTable(people, 'taker'), aliasedTable(people, 'settler')];
  const rows = await db
    .select({ escalation: escalations, recipient: recipients.name, taker: taker.name, settler: settler.name })
    .from(escalations)
    .innerJoin(batches, eq(batches.id, escalations.batchId))
    .innerJoin(recipients, eq(recipients.id, batches.recipientId))
    .leftJoin(taker, eq(taker.id, escalations.takenBy))
    .leftJoin(settler, eq(settler.id, escalations.settledBy))
    .where(where)
    .orderBy(desc(escalations.openedAt), desc(escalations.id));
  const ids = rows.map(({ escalation }) => escalation.id);
  const calls =
    ids.length === 0
      ? []
      : await db
          .select({ call: escalationCalls, person: people.name })
          .from(escalationCalls)
          .innerJoin(people, eq(people.id, escalationCalls.personId))
          .where(inArray(escalationCalls.escalationId, ids))
          .orderBy(asc(escalationCalls.step));
  const callsOf = Map.groupBy(calls, ({ call }) => call.escalationId);
  return rows.map(({ escalation, recipient, taker: takenBy, settler: settledBy }) => ({
    escalationId: escalation.id,
    batchId: escalation.batchId,
    recipient,
    reason: escalation.reason,
    state: escalation.state,
    openedAt: escalation.openedAt.toISOString(),
    calls: (callsOf.get(escalation.id) ?? []).map(({ call, person }) => ({
      step: call.step,
      person,
      calledAt: call.calledAt.toISOString(),
      mailedAt: call.mailedAt?.toISOString() ?? null,
      mailError: call.mailError,
    })),
    nextCallAt: escalation.nextCallAt?.toISOString() ?? null,
    takenBy,
    takenAt: escalation.takenAt?.toISOString() ?? null,
    mine: escalation.takenBy !== null && escalation.takenBy === reader?.personId,
    ending: escalation.ending,
    settledBy,
    settledAt: escalation.settledAt?.toISOString() ?? null,
    done: escalation.done,
  }));
}

/** One escalation that is known to exist. */
export async function escalationView(
  transaction: Transaction,
  reader: Actor,
  escalationId: string,
): Promise<EscalationView> {
  const [view] = await escalationViews(transaction, reader, eq(escalations.id, escalationId));
  if (!view) throw new Error('An escalation vanished; escalations are never deleted');
  return view;
}
