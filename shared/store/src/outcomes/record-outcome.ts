import {
  CLOCK_SKEW_MS,
  finalOutcomes,
  type OutcomeInput,
  type OutcomeView,
  referralLifecycle,
} from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { outcomeView } from '../referrals/referral-view.ts';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { outcomes, referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

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
    const final = finalOutcomes.some((kind) => kind === input.kind);
    const state = referralLifecycle.next(referral.state, final ? 'FINAL_OUTCOME' : 'OUTCOME');
    const [outcome] = await transaction
      .insert(outcomes)
      .values({
        referralId: referral.id,
        kind: input.kind,
        source: input.source,
        observedAt: new Date(input.observedAt),
        recordedBy: actor.personId,
        note: input.note ?? '',
      })
      .returning();
    if (!outcome) throw new Error('An insert returned no row');
    await transaction
      .update(referrals)
      .set({ state, changedAt: new Date() })
      .where(eq(referrals.id, referral.id));
    await writeAudit(transaction, {
      verb: 'OUTCOME_RECORDED',
      actor,
      subjectKind: 'referral',
      subjectId: referral.id,
      details: {
        outcomeId: outcome.id,
        kind: input.kind,
        source: input.source,
        from: referral.state,
        to: state,
      },
    });
    return outcomeView(outcome);
  });
}
