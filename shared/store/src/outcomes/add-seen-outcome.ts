import { type OutcomeView, recheckAfterOutcome } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { seenGoneBefore } from '../rechecks/earlier-looks.ts';
import { outcomeView } from '../referrals/referral-view.ts';
import { outcomes, type referrals } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';
import { addOutcome, isOvertaken } from './add-outcome.ts';
import type { SeenOutcome } from './seen-outcome.ts';

/** Adds an outcome to a referral that is locked, and moves the date of its next look unless a later one did. */
export async function addSeenOutcome(
  transaction: Transaction,
  actor: Actor | null,
  referral: Pick<typeof referrals.$inferSelect, 'id' | 'state' | 'batchId' | 'recheckDueAt'>,
  outcome: SeenOutcome,
): Promise<OutcomeView> {
  if (await isOvertaken(transaction, referral.id, outcome.observedAt))
    return addOutcome(transaction, actor, referral, outcome, referral.recheckDueAt);
  const seenGone = await seenGoneBefore(transaction, referral.id);
  const due = recheckAfterOutcome(outcome, { due: referral.recheckDueAt, seenGone });
  return addOutcome(transaction, actor, referral, outcome, due);
}

/** This very outcome of a referral where it is known, or null: the same thing, seen by the same side at the same time. */
export async function knownOutcome(
  transaction: Transaction,
  referralId: string,
  { kind, source, observedAt }: SeenOutcome,
): Promise<OutcomeView | null> {
  const same = and(
    eq(outcomes.referralId, referralId),
    eq(outcomes.kind, kind),
    eq(outcomes.source, source),
    eq(outcomes.observedAt, observedAt),
  );
  const [known] = await transaction.select().from(outcomes).where(same).orderBy(outcomes.id).limit(1);
  return known ? outcomeView(known) : null;
}
