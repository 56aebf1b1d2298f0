import { CLOCK_SKEW_MS, type OutcomeInput, type OutcomeView } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { addSeenOutcome } from './add-seen-outcome.ts';

/**
 * Adds what became of a referral; earlier outcomes stay. A final one closes the referral, a later one that
 * contradicts it opens it again. Refused: an observation in the future, a referral that was not sent.
 */
export function recordOutcome(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { referralId: string } & OutcomeInput,
): Promise<OutcomeView> {
  return store.db.transaction(async (transaction) => {
    const [referral] = await transaction
      .select()
      .from(referrals)
      .where(eq(referrals.id, input.referralId))
      .for('update');
    if (!referral) throw new Refusal('not-found', 'There is no such referral');
    refuseFuture(input.observedAt);
    return addSeenOutcome(transaction, actor, referral, {
      kind: input.kind,
      source: input.source,
      observedAt: new Date(input.observedAt),
      note: input.note ?? '',
    });
  });
}

/** Refuses an observation that was not made yet. */
export function refuseFuture(observedAt: string): void {
  if (Date.parse(observedAt) > Date.now() + CLOCK_SKEW_MS)
    throw fieldRefusal('/observedAt', 'in_future', 'The time of the observation lies in the future');
}
