import { CLOCK_SKEW_MS, type OutcomeInput, type OutcomeView, recheckAfterOutcome } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { seenGoneBefore } from '../rechecks/earlier-looks.ts';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { addOutcome } from './add-outcome.ts';

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
    if (Date.parse(input.observedAt) > Date.now() + CLOCK_SKEW_MS)
      throw fieldRefusal('/observedAt', 'in_future', 'The time of the observation lies in the future');
    const outcome = {
      kind: input.kind,
      source: input.source,
      observedAt: new Date(input.observedAt),
      note: input.note ?? '',
    };
    const seenGone = await seenGoneBefore(transaction, referral.id);
    const due = recheckAfterOutcome(outcome, { due: referral.recheckDueAt, seenGone });
    return addOutcome(transaction, actor, referral, outcome, due);
  });
}
