import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batches, type OpenReport } from '../schema/index.ts';
import type { Store } from '../store.ts';
import type { DeliveryAttempt } from './begin-attempt.ts';

/**
 * Notes that a recipient opened a report for a batch, before it is finished there: whatever happens in between, the next
 * attempt finishes that one. Null: that report is gone, and the next attempt opens another.
 */
export function keepOpenReport(
  store: Pick<Store, 'db'>,
  { batchId, attempt, actor, target, destination }: KnownAttempt,
  reportId: string | null,
): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const now = new Date();
    const report: OpenReport | null =
      reportId === null ? null : { id: reportId, openedAt: now.toISOString(), destination };
    await transaction
      .update(batches)
      .set({ deliveryOpenReport: report, changedAt: now })
      .where(eq(batches.id, batchId));
    await writeAudit(transaction, {
      verb: 'DELIVERY_REPORT_OPENED',
      actor,
      subjectKind: 'batch',
      subjectId: batchId,
      details: { transport: target.kind, destination, attempt, reportId },
    });
  });
}

type KnownAttempt = Pick<DeliveryAttempt, 'batchId' | 'attempt' | 'actor' | 'target' | 'destination'>;
