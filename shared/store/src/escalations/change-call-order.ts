import type { CallOrder, CallOrderInput, FieldError } from '@lapwing/contracts';
import { and, arrayContains, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import { callOrder, people } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { callOrderView } from './read-call-order.ts';

/**
 * Says which leads are called, in which order; none: all active leads. `version` is the one the caller saw, 0 for none;
 * when somebody else changed it since, the change is refused (`stale`). Also refused, by their place: people who are no
 * active leads.
 */
export function changeCallOrder(
  store: Pick<Store, 'db'>,
  actor: Actor,
  change: { version: number; input: CallOrderInput },
): Promise<CallOrder> {
  return store.db.transaction(async (transaction) => {
    const [before] = await transaction.select().from(callOrder).for('update');
    if ((before?.version ?? 0) !== change.version) throw changedMeanwhile();
    const { personIds } = change.input;
    const leads = await transaction
      .select({ id: people.id })
      .from(people)
      .where(and(inArray(people.id, personIds), people.active, arrayContains(people.roles, ['lead'])));
    const wrong = personIds.flatMap((personId, index): FieldError[] =>
      leads.some(({ id }) => id === personId)
        ? []
        : [{ pointer: `/personIds/${index}`, code: 'no_lead', detail: 'This is no active lead' }],
    );
    if (wrong.length > 0) throw new Refusal('invalid-request', 'Only active leads are called', wrong);
    const row = { personIds, version: change.version + 1, changedAt: new Date(), changedBy: actor.personId };
    // Two first changes at once find no row to lock: one of them inserts nothing.
    const [after] = before
      ? await transaction.update(callOrder).set(row).returning()
      : await transaction.insert(callOrder).values(row).onConflictDoNothing().returning();
    if (!after) throw changedMeanwhile();
    await writeAudit(transaction, {
      verb: 'CALL_ORDER_CHANGED',
      actor,
      subjectKind: 'call-order',
      subjectId: 'organisation',
      details: { version: after.version, before: before?.personIds ?? [], after: after.personIds },
    });
    return callOrderView(transaction);
  });
}

const changedMeanwhile = () =>
  new Refusal('stale', 'Somebody else changed this order; look again before you save');
