import { type BatchView, batchLifecycle, referralLifecycle } from '@lapwing/contracts';
import { and, eq, isNull } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batches, deadLetters, referrals } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { batchView } from './batch-view.ts';
import { lockBatch, lockReferralsOfBatch } from './lock-batch.ts';

/** Gives a batch up before it was sent: its referrals are READY again, its files are not handed out any more. */
export function cancelBatch(store: Pick<Store, 'db'>, actor: Actor, batchId: string): Promise<BatchView> {
  return store.db.transaction(async (transaction) => {
    const batch = await lockBatch(transaction, batchId);
    const state = batchLifecycle.next(batch.state, 'CANCEL');
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
    await resolveDeadLetters(transaction, actor, batchId, now);
    return batchView(transaction, batchId);
  });
}

/** Nobody needs to try again what was given up. */
async function resolveDeadLetters(
  transaction: Transaction,
  actor: Actor,
  batchId: string,
  now: Date,
): Promise<void> {
  const resolved = await transaction
    .update(deadLetters)
    .set({ resolvedAt: now })
    .where(
      and(
        eq(deadLetters.queue, 'build-batch'),
        eq(deadLetters.subjectId, batchId),
        isNull(deadLetters.resolvedAt),
      ),
    )
    .returning({ id: deadLetters.id });
  await writeAudit(
    transaction,
    ...resolved.map(({ id }) => ({
      verb: 'DEAD_LETTER_RESOLVED' as const,
      actor,
      subjectKind: 'job' as const,
      subjectId: id,
      details: { queue: 'build-batch', subjectId: batchId, cancelled: true },
    })),
  );
}
