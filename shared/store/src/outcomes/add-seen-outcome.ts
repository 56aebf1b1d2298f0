import {
  type OutcomeKind,
  type OutcomeSource,
  type OutcomeView,
  recheckAfterOutcome,
} from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { seenGoneBefore } from '../rechecks/earlier-looks.ts';
import { outcomes, type referrals } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';
import { addOutcome } from './add-outcome.ts';

export interface SeenOutcome {
  kind: OutcomeKind;
  source: OutcomeSource;
  observedAt: Date;
  note: string;
}

/** Adds an outcome to a referral that is locked, and moves the date of its next look. */
export async function addSeenOutcome(
  transaction: Transaction,
  actor: Actor,
  referral: Pick<typeof referrals.$inferSelect, 'id' | 'state' | 'recheckDueAt'>,
  outcome: SeenOutcome,
): Promise<OutcomeView> {
  const seenGone = await seenGoneBefore(transaction, referral.id);
  const due = recheckAfterOutcome(outcome, { due: referral.recheckDueAt, seenGone });
  return addOutcome(transaction, actor, referral, outcome, due);
}

/** Whether this very outcome of a referral is known: the same thing, seen by the same side at the same time. */
export async function isKnownOutcome(
  transaction: Transaction,
  referralId: string,
  { kind, source, observedAt }: SeenOutcome,
): Promise<boolean> {
  const same = and(
    eq(outcomes.referralId, referralId),
    eq(outcomes.kind, kind),
    eq(outcomes.source, source),
    eq(outcomes.observedAt, observedAt),
  );
  return (await transaction.$count(outcomes, same)) > 0;
}
