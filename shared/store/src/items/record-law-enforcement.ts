import type { LawEnforcementInput } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { items, lawEnforcementNotices } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/**
 * Records that law enforcement was told of an item, or a lead's written override (rule 6). Either lets a referral
 * of imminent danger go out. Whether the caller may override is the route's permission.
 */
export function recordLawEnforcement(
  store: Store,
  actor: Actor,
  itemId: string,
  input: LawEnforcementInput,
): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const [item] = await transaction
      .select({ version: items.version })
      .from(items)
      .where(eq(items.id, itemId))
      .for('update');
    if (!item) throw new Refusal('not-found', 'There is no such item');
    if (input.kind === 'NOTICE' && Date.parse(input.notifiedAt) > Date.now() + 5 * 60_000) {
      throw fieldRefusal('/notifiedAt', 'in_future', 'The time of the notification lies in the future');
    }
    await transaction.insert(lawEnforcementNotices).values(
      input.kind === 'NOTICE'
        ? {
            itemId,
            personId: actor.personId,
            kind: 'NOTICE',
            notifiedAt: new Date(input.notifiedAt),
            agency: input.agency,
            reference: input.reference,
          }
        : { itemId, personId: actor.personId, kind: 'OVERRIDE', reason: input.reason },
    );
    await transaction
      .update(items)
      .set({ version: item.version + 1, changedAt: new Date() })
      .where(eq(items.id, itemId));
    await writeAudit(transaction, {
      verb: input.kind === 'NOTICE' ? 'LAW_ENFORCEMENT_NOTIFIED' : 'LAW_ENFORCEMENT_OVERRIDDEN',
      actor,
      subjectKind: 'item',
      subjectId: itemId,
      details:
        input.kind === 'NOTICE'
          ? { agency: input.agency, notifiedAt: input.notifiedAt }
          : { reason: input.reason },
    });
  });
}
