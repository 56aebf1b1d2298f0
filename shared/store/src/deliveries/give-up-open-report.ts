import type { DeliveryError } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batches } from '../schema/index.ts';
import type { Store } from '../store.ts';
import type { ReportingAttempt } from './keep-open-report.ts';
import { lockBatchOfAttempt } from './lock-batch-of-attempt.ts';

/** A report that was opened and is not finished by this attempt any more. */
export interface ReportGivenUp {
  reportId: string;
  /** What the recipient answered when it was to be finished: a code of its own. */
  finishAnswer: number;
  /** What it answered when it was to be taken back, or what kept it from answering; null: it was not asked to. */
  retractAnswer: number | DeliveryError | null;
  /** The recipient said that it has no such report, or none any more. Otherwise its number is kept. */
  gone: boolean;
}

/**
 * Puts on record that a report at a recipient was given up or taken back. Where it is gone, the next attempt opens
 * another; the number that a newer attempt noted stays.
 */
export function giveUpOpenReport(
  store: Pick<Store, 'db'>,
  attempt: ReportingAttempt,
  givenUp: ReportGivenUp,
): Promise<void> {
  const { batchId, actor, target, destination } = attempt;
  return store.db.transaction(async (transaction) => {
    const batch = await lockBatchOfAttempt(transaction, attempt);
    if (givenUp.gone && batch?.deliveryOpenReport?.id === givenUp.reportId)
      await transaction
        .update(batches)
        .set({ deliveryOpenReport: null, changedAt: new Date() })
        .where(eq(batches.id, batchId));
    await writeAudit(transaction, {
      verb: 'DELIVERY_REPORT_GIVEN_UP',
      actor,
      subjectKind: 'batch',
      subjectId: batchId,
      details: { transport: target.kind, destination, attempt: attempt.attempt, ...givenUp },
    });
  });
}
