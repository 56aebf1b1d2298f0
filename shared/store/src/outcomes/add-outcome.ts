import { finalOutcomes, type OutcomeView, referralLifecycle } from '@lapwing/contracts';
import { and, eq, gt } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { isTakenBack } from '../corrections/is-taken-back.ts';
import { endWaitingForAnswer } from '../escalations/end-escalation.ts';
import { outcomeView } from '../referrals/referral-view.ts';
import { outcomes, referrals } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';
import type { SeenOutcome } from './seen-outcome.ts';

/**
 * Writes an outcome of a referral that is locked, with its audit row, and moves the referral where its lifecycle
 * leads, unless something observed later is known of it: an older word that comes late changes nothing. What we took back
 * stays closed. `actor` null is the recipient's own system. Refuses
 * (`TransitionRefused`) a referral that was not sent.
 *
 * @param recheckDueAt when its flagger should look again, or null
 */
export async function addOutcome(
  transaction: Transaction,
  actor: Actor | null,
  referral: Pick<typeof referrals.$inferSelect, 'id' | 'state' | 'batchId'>,
  { fromMachine = false, ...input }: SeenOutcome,
  recheckDueAt: Date | null,
): Promise<OutcomeView> {
  const final = finalOutcomes.some((kind) => kind === input.kind);
  const next = referralLifecycle.next(referral.state, final ? 'FINAL_OUTCOME' : 'OUTCOME');
  const takenBack = await isTakenBack(transaction, referral.id);
  const stays = takenBack || (await isOvertaken(transaction, referral.id, input.observedAt));
  const state = stays ? referral.state : next;
  const [outcome] = await transaction
    .insert(outcomes)
    .values({ referralId: referral.id, recordedBy: actor?.personId ?? null, ...input })
    .returning();
  if (!outcome) throw new Error('An insert returned no row');
  await transaction
    .update(referrals)
    .set({ state, recheckDueAt: takenBack ? null : recheckDueAt, changedAt: new Date() })
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
  const answered = input.source === 'RECIPIENT_REPLY' && input.kind !== 'NO_RESPONSE' && !fromMachine;
  if (answered && actor !== null && referral.batchId !== null)
    await endWaitingForAnswer(transaction, actor, referral.batchId, 'ANSWERED');
  return outcomeView(outcome);
}

/** Whether an outcome of a referral is known that was observed later. */
export async function isOvertaken(
  transaction: Transaction,
  referralId: string,
  observedAt: Date,
): Promise<boolean> {
  const later = and(eq(outcomes.referralId, referralId), gt(outcomes.observedAt, observedAt));
  return (await transaction.$count(outcomes, later)) > 0;
}
