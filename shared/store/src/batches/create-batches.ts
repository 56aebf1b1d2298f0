import { createHash } from 'node:crypto';
import type { BatchInput, BatchView } from '@lapwing/contracts';
import { and, asc, eq, sql } from 'drizzle-orm';
import { refuseClosedRecipient } from '../recipients/refuse-closed-recipient.ts';
import { refuseNonSender } from '../recipients/refuse-non-sender.ts';
import { Refusal } from '../refusal.ts';
import { batches } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { batchViews } from './batch-view.ts';
import { insertBatch, type Request } from './insert-batch.ts';
import { type LimitedPlan, planBatches, recipientOfBatch } from './plan-batches.ts';

/**
 * Makes the envelopes of a request: each imminent referral alone, the others together up to the recipient's limit.
 * What is sent is fixed here; the exporter writes the files later. The same idempotency key with the same body gives
 * the same batches again, with another body it is refused (`idempotency-key-reused`).
 *
 * Also refused: nothing ready (`nothing-to-batch`), imminent danger that law enforcement was not told of
 * (`law-enforcement-first`; without named referrals those are passed over), a named referral that is not ready or a
 * recipient that takes none today or has all the batches that it takes in 24 hours (`conflict`); somebody whom the
 * recipient's settings do not let send to it (`forbidden`).
 */
export async function createBatches(
  store: Store,
  actor: Actor,
  input: BatchInput,
  options: { idempotencyKey: string },
): Promise<BatchView[]> {
  const request = {
    idempotencyKey: options.idempotencyKey,
    bodyHash: createHash('sha256')
      .update(JSON.stringify([input.recipientId, input.referralIds ?? null]))
      .digest('base64url'),
  };
  const { views, made } = await store.db.transaction(async (transaction) => {
    // A key belongs to a person: two requests of hers with one key wait for each other, whatever the recipient.
    await transaction.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`batches:${actor.personId}:${request.idempotencyKey}`}, 0))`,
    );
    const earlier = await batchesOfKey(transaction, actor, request);
    if (earlier.length > 0) return { views: await batchViews(transaction, earlier), made: [] };
    const recipient = await recipientOfBatch(transaction, input.recipientId, true);
    refuseClosedRecipient(recipient, new Date());
    await refuseNonSender(transaction, actor, recipient.configuration);
    const plan = await planBatches(transaction, recipient, input, true);
    refuseEmpty(plan, input);
    const ids: string[] = [];
    for (const [index, envelope] of plan.envelopes.entries()) {
      ids.push(
        await insertBatch(transaction, { actor, request: { ...request, index } }, recipient, envelope),
      );
    }
    return { views: await batchViews(transaction, ids), made: ids };
  });
  for (const batchId of made) await store.queues.enqueueBatchBuild({ batchId });
  return views;
}

/** The batches that this key made before, in order. */
async function batchesOfKey(transaction: Transaction, actor: Actor, request: Request): Promise<string[]> {
  const earlier = await transaction
    .select({ id: batches.id, bodyHash: batches.bodyHash })
    .from(batches)
    .where(and(eq(batches.createdBy, actor.personId), eq(batches.idempotencyKey, request.idempotencyKey)))
    .orderBy(asc(batches.idempotencyIndex));
  if (earlier.some(({ bodyHash }) => bodyHash !== request.bodyHash)) {
    throw new Refusal('idempotency-key-reused', 'This Idempotency-Key was used for another request', [
      { pointer: '#header/idempotency-key', code: 'reused', detail: 'Use a new key for a new request' },
    ]);
  }
  return earlier.map(({ id }) => id);
}

function refuseEmpty(plan: LimitedPlan, input: BatchInput): void {
  const asked = input.referralIds !== undefined;
  if (plan.held.length > 0 && (asked || plan.envelopes.length === 0)) {
    const errors = plan.held.map((id) => ({
      pointer: asked ? `/referralIds/${input.referralIds?.indexOf(id)}` : '/recipientId',
      code: 'held',
      detail: 'Law enforcement was not told of this one',
    }));
    throw new Refusal(
      'law-enforcement-first',
      'A child may be in danger now: tell law enforcement first, or ask a lead for an override',
      errors,
    );
  }
  if (plan.envelopes.length === 0 && plan.nextBatchAt !== null)
    throw new Refusal(
      'conflict',
      `This recipient has all the batches that it takes in 24 hours; the next can be made at ${plan.nextBatchAt.toISOString()}`,
    );
  if (plan.envelopes.length === 0)
    throw new Refusal('nothing-to-batch', 'Nothing is ready for this recipient');
}
