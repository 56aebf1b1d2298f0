import { type BatchView, batchLifecycle, referralLifecycle } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { resolveLettersOfBatch } from '../dead-letters/resolve-letters-of-batch.ts';
import { endWaitingForAnswer } from '../escalations/end-escalation.ts';
import { sendingRefusal } from '../refusal.ts';
import { batches, referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { batchView } from './batch-view.ts';
import { lockBatch, lockReferralsOfBatch } from './lock-batch.ts';
import { refuseOnItsWay } from './refuse-on-its-way.ts';

/**
 * Gives a batch up before it was sent: its referrals are READY again, its files are not handed out any more. Refused
 * (`conflict`): a batch that Lapwing is delivering, and one of which an attempt to deliver may have arrived, since its
 * referrals could go out a second time.
 */
export function cancelBatch(store: Pick<Store, 'db'>, actor: Actor, batchId: string): Promise<BatchView> {
  return store.db.transaction(async (transaction) => {
    const batch = await lockBatch(transaction, batchId);
    const state = batchLifecycle.next(batch.state, 'CANCEL');
    refuseOnItsWay(batch);
    if (batch.mayHaveArrived)
      throw sendingRefusal(
        'may_have_arrived',
        'The recipient may have this batch already: ask, then deliver it again or mark it as sent',
      );
    const inside = await lockReferralsOfBatch(transaction, batchId);
    const now = new Date();
    await transaction
      .update(batches)
      .set({ state, buildDueAt: null, changedAt: now })
      .where(eq(batches.id, batchId));
    await transaction
      .update(referrals)
      .set({
        state: referralLifecycle.next('BATCHED', 'UNBATCH'),
        batchId: null,
        batchPosition: null,
        content: null,
        // Whoever cancels it has a reason that no schedule knows.
        ...(batch.imminent ? { urgentCancelledAt: now } : {}),
        changedAt: now,
      })
      .where(and(eq(referrals.batchId, batchId), eq(referrals.state, 'BATCHED')));
    await writeAudit(transaction, {
      verb: 'BATCH_CANCELLED',
      actor,
      subjectKind: 'batch',
      subjectId: batchId,
      details: { from: batch.state, referralIds: inside },
    });
    await resolveLettersOfBatch(transaction, actor, batchId, 'BATCH_CANCELLED');
    await endWaitingForAnswer(transaction, actor, batchId, 'CANCELLED');
    return batchView(transaction, batchId);
  });
}
