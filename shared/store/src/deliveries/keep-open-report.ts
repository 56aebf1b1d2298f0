import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batches } from '../schema/index.ts';
import type { Store } from '../store.ts';
import type { DeliveryAttempt } from './begin-attempt.ts';
import { lockBatchOfAttempt } from './lock-batch-of-attempt.ts';

/** An attempt, as far as what is noted of an open report says it. */
export type ReportingAttempt = Pick<
  DeliveryAttempt,
  'batchId' | 'attempt' | 'actor' | 'target' | 'destination'
>;

/**
 * Notes that a recipient opened a report for a batch, before it is finished there: whatever happens in between, the next
 * attempt finishes that one. Rejects, and what was opened is finished by nobody, when the attempt is not the newest one
 * of its batch, or a report that was opened at the same place is on record already: else both would be finished.
 */
export function keepOpenReport(
  store: Pick<Store, 'db'>,
  attempt: ReportingAttempt,
  reportId: string,
): Promise<void> {
  const { batchId, actor, target, destination } = attempt;
  return store.db.transaction(async (transaction) => {
    const batch = await lockBatchOfAttempt(transaction, attempt);
    if (batch === null || batch.deliveryOpenReport?.destination === destination)
      throw new Error('Another attempt is at work on this batch: this one finishes no report');
    const now = new Date();
    await transaction
      .update(batches)
      .set({
        deliveryOpenReport: { id: reportId, openedAt: now.toISOString(), destination },
        changedAt: now,
      })
      .where(eq(batches.id, batchId));
    await writeAudit(transaction, {
      verb: 'DELIVERY_REPORT_OPENED',
      actor,
      subjectKind: 'batch',
      subjectId: batchId,
      details: { transport: target.kind, destination, attempt: attempt.attempt, reportId },
    });
  });
}
