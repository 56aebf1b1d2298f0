import { type DeliveryError, meaningOfDeliveryError } from '@lapwing/contracts';
import { eq, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batches, deliveries, recipients } from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';
import type { DeliveryAttempt } from './begin-attempt.ts';
import { giveUpDelivery } from './give-up-delivery.ts';
import { lockBatchOfAttempt } from './lock-batch-of-attempt.ts';
import { MOST_DELIVERY_ATTEMPTS, pauseAfterAttempt } from './next-attempt.ts';

/** Failures in a row, of whatever batch, after which a recipient is left in peace for a while. */
export const FAILURES_TO_PAUSE = 5;
const PEACE_MS = 10 * 60_000;

/** How an attempt failed. */
export interface AttemptFailure {
  error: DeliveryError;
  /** Status of HTTP, where there was an answer. */
  status: number | null;
  /** How long the recipient asked to wait. */
  retryAfterMs: number | null;
}

/**
 * An attempt failed: it is due again after a pause, or given up where another one cannot help or after
 * {@link MOST_DELIVERY_ATTEMPTS}. A recipient that is not there or not well time after time, or that asked to wait, is
 * left in peace with its other batches too. Does nothing when the attempt is not the newest one of its batch.
 *
 * @returns what becomes of it
 */
export function failAttempt(
  store: Pick<Store, 'db'>,
  attempt: Pick<
    DeliveryAttempt,
    'batchId' | 'attempt' | 'destination' | 'target' | 'actor' | 'mightHaveArrivedBefore'
  >,
  failure: AttemptFailure,
): Promise<'DUE_AGAIN' | 'GIVEN_UP' | 'NOTHING_TO_DO'> {
  const { batchId } = attempt;
  const { error, status, retryAfterMs } = failure;
  const { mayHaveArrived, tryAgain } = meaningOfDeliveryError[error];
  return store.db.transaction(async (transaction) => {
    const batch = await lockBatchOfAttempt(transaction, attempt);
    if (batch === null) return 'NOTHING_TO_DO';
    const now = new Date();
    const { imminent } = batch;
    const pause = pauseAfterAttempt(attempt.attempt, { imminent, retryAfterMs });
    await transaction
      .update(batches)
      .set({
        deliveryDueAt: new Date(now.getTime() + pause),
        deliveryError: error,
        mayHaveArrived: mayHaveArrived || attempt.mightHaveArrivedBefore,
        changedAt: now,
      })
      .where(eq(batches.id, batchId));
    await transaction.insert(deliveries).values({
      batchId,
      transport: attempt.target.kind,
      personId: attempt.actor.personId,
      succeeded: false,
      reference: '',
      destination: attempt.destination,
      error,
      status,
      deliveredAt: now,
    });
    await writeAudit(transaction, {
      verb: 'DELIVERY_FAILED',
      actor: attempt.actor,
      subjectKind: 'batch',
      subjectId: batchId,
      details: {
        transport: attempt.target.kind,
        destination: attempt.destination,
        attempt: attempt.attempt,
        error,
        status,
      },
    });
    await noteHealth(transaction, batch.recipientId, failure, now);
    if (tryAgain && attempt.attempt < MOST_DELIVERY_ATTEMPTS) return 'DUE_AGAIN';
    await giveUpDelivery(transaction, batch, error);
    return 'GIVEN_UP';
  });
}

/** Counts what says that the recipient is not there or not well; an answer of any other kind says that it is. */
async function noteHealth(
  transaction: Transaction,
  recipientId: string,
  { error, retryAfterMs }: AttemptFailure,
  now: Date,
): Promise<void> {
  if ((error === 'BUSY' || error === 'UNCERTAIN') && retryAfterMs !== null) {
    const pausedUntil = new Date(now.getTime() + pauseAfterAttempt(1, { imminent: false, retryAfterMs }));
    await transaction.update(recipients).set({ pausedUntil }).where(eq(recipients.id, recipientId));
  }
  if (error === 'BUSY') return;
  // An uncertain end is trouble of the other side too, although it is not tried again.
  if (!meaningOfDeliveryError[error].tryAgain && error !== 'UNCERTAIN') return;
  const peace = new Date(now.getTime() + PEACE_MS);
  await transaction
    .update(recipients)
    .set({
      failedInARow: sql`${recipients.failedInARow} + 1`,
      pausedUntil: sql`case when ${recipients.failedInARow} + 1 >= ${FAILURES_TO_PAUSE} then greatest(${peace.toISOString()}::timestamptz, ${recipients.pausedUntil}) else ${recipients.pausedUntil} end`,
    })
    .where(eq(recipients.id, recipientId));
}
