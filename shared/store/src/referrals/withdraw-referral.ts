import { referralLifecycle } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import { referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/**
 * Takes a referral back before it is in a batch. The reason is kept with the referral. A referral in a batch is
 * refused by its lifecycle: the batch is cancelled first.
 */
export function withdrawReferral(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { referralId: string; reason: string },
): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const [found] = await transaction
      .select()
      .from(referrals)
      .where(eq(referrals.id, input.referralId))
      .for('update');
    if (!found) throw new Refusal('not-found', 'There is no such referral');
    await transaction
      .update(referrals)
      .set({
        state: referralLifecycle.next(found.state, 'WITHDRAW'),
        withdrawnReason: input.reason,
        changedAt: new Date(),
      })
      .where(eq(referrals.id, found.id));
    await writeAudit(transaction, {
      verb: 'REFERRAL_WITHDRAWN',
      actor,
      subjectKind: 'referral',
      subjectId: found.id,
      details: { itemId: found.itemId, recipientId: found.recipientId },
    });
  });
}
