import {
  CLOCK_SKEW_MS,
  finalOutcomes,
  outcomeOfFinding,
  type RecheckFinding,
  type RecheckInput,
  type RecheckRecorded,
  recheckAfterLook,
} from '@lapwing/contracts';
import { and, desc, eq, exists, inArray } from 'drizzle-orm';
import { v7 } from 'uuid';
import { writeAudit } from '../audit/write-audit.ts';
import { isTakenBack } from '../corrections/is-taken-back.ts';
import { addOutcome } from '../outcomes/add-outcome.ts';
import { addReopening } from '../referrals/add-reopening.ts';
import { outcomeView } from '../referrals/referral-view.ts';
import { databaseError, fieldRefusal, Refusal } from '../refusal.ts';
import { flags, outcomes, rechecks, recipients, referrals } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { looksBefore, seenGoneBefore } from './earlier-looks.ts';

/**
 * Records what an analyst saw when she looked again at what she had flagged and the organisation referred. Gone and
 * restricted become outcomes with her look as their source; the others conclude nothing and only say when to look
 * again. One that is still there, or there again, opens a closed referral again, unless no violation was found in it or
 * its end was observed after the look. The same key gives the first answer again; with other content it is refused
 * (`idempotency-key-reused`).
 * Refused: what she did not flag or was not sent (`not-found`), a look in the future or before it was sent.
 */
export async function recordRecheck(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { referralId: string } & RecheckInput,
): Promise<RecheckRecorded> {
  try {
    return await store.db.transaction((transaction) => record(transaction, actor, input));
  } catch (error) {
    // Two requests at once with one key, of two referrals: their locks do not meet.
    throw databaseError(error)?.constraint === 'rechecks_idempotency_key' ? keyReused() : error;
  }
}

const keyReused = () => new Refusal('idempotency-key-reused', 'This key was used for another look');

async function record(
  transaction: Transaction,
  actor: Actor,
  input: { referralId: string } & RecheckInput,
): Promise<RecheckRecorded> {
  const referral = await lockOwnReferral(transaction, actor, input.referralId);
  // Under the lock, so that of two requests with one key the second sees what the first wrote.
  const repeated = await earlierAnswer(transaction, actor, input);
  if (repeated) return repeated;
  const seenAt = new Date(input.at);
  if (seenAt.getTime() > Date.now() + CLOCK_SKEW_MS)
    throw fieldRefusal('/at', 'in_future', 'The time of the look lies in the future');
  if (referral.sentAt === null || seenAt.getTime() < referral.sentAt.getTime() - CLOCK_SKEW_MS)
    throw fieldRefusal('/at', 'before_sent', 'The time of the look lies before the referral was sent');
  const { looks, lastAt } = await looksBefore(transaction, referral.id);
  const seenGone = await seenGoneBefore(transaction, referral.id);
  const { expectedResponseHours } = referral;
  const look = { finding: input.seen, seenAt };
  const known = await lastFinalOutcome(transaction, referral.id);
  // A look that was kept offline, and comes when something newer is known, moves no date and contradicts nothing.
  const isLatest =
    (lastAt === null || seenAt >= lastAt) && (known === undefined || seenAt >= known.observedAt);
  const nextDueAt = (await isTakenBack(transaction, referral.id))
    ? null
    : isLatest
      ? recheckAfterLook(look, { looks, seenGone, expectedResponseHours })
      : referral.recheckDueAt;
  const kind = outcomeOfFinding[input.seen];
  const outcome =
    kind === null
      ? null
      : await addOutcome(
          transaction,
          actor,
          referral,
          { kind, source: 'ANALYST_RECHECK', observedAt: seenAt, note: '' },
          nextDueAt,
        );
  if (outcome === null)
    await transaction
      .update(referrals)
      .set({ recheckDueAt: nextDueAt, changedAt: new Date() })
      .where(eq(referrals.id, referral.id));
  if (isLatest && (await contradicts(transaction, referral, input.seen, known?.kind)))
    await addReopening(transaction, actor, referral, {
      reason: seenGone ? 'REAPPEARED' : 'STILL_THERE',
      otherItemId: null,
      note: '',
    });
  const recheckId = v7();
  await transaction.insert(rechecks).values({
    id: recheckId,
    referralId: referral.id,
    personId: actor.personId,
    idempotencyKey: input.key,
    finding: input.seen,
    seenAt,
    outcomeId: outcome?.outcomeId ?? null,
    nextDueAt,
  });
  await writeAudit(transaction, {
    verb: 'RECHECK_RECORDED',
    actor,
    subjectKind: 'item',
    subjectId: referral.itemId,
    details: {
      recheckId,
      referralId: referral.id,
      finding: input.seen,
      seenAt: seenAt.toISOString(),
      outcomeId: outcome?.outcomeId ?? null,
    },
  });
  return {
    recheckId,
    referralId: referral.id,
    finding: input.seen,
    outcome,
    nextDueAt: nextDueAt?.toISOString() ?? null,
  };
}

type FinalOutcome = Pick<typeof outcomes.$inferSelect, 'kind' | 'observedAt'>;

/** What is known of a referral's end, as it was observed last. */
async function lastFinalOutcome(
  transaction: Transaction,
  referralId: string,
): Promise<FinalOutcome | undefined> {
  const [last] = await transaction
    .select({ kind: outcomes.kind, observedAt: outcomes.observedAt })
    .from(outcomes)
    .where(and(eq(outcomes.referralId, referralId), inArray(outcomes.kind, [...finalOutcomes])))
    .orderBy(desc(outcomes.observedAt), desc(outcomes.id))
    .limit(1);
  return last;
}

/** It can be seen as before, although it was said or seen that something was done about it: `known`. */
async function contradicts(
  transaction: Transaction,
  { id, state }: OwnReferral,
  finding: RecheckFinding,
  known: FinalOutcome['kind'] | undefined,
): Promise<boolean> {
  if (finding !== 'STILL_THERE' || state !== 'CLOSED' || (await isTakenBack(transaction, id))) return false;
  return known !== undefined && known !== 'NO_VIOLATION';
}

type OwnReferral = typeof referrals.$inferSelect & { expectedResponseHours: number };

/** A sent referral of an item that the actor flagged; others are as unknown to her as ones that do not exist. */
async function lockOwnReferral(
  transaction: Transaction,
  actor: Actor,
  referralId: string,
): Promise<OwnReferral> {
  const own = transaction
    .select({ id: flags.id })
    .from(flags)
    .where(and(eq(flags.itemId, referrals.itemId), eq(flags.personId, actor.personId)));
  const [found] = await transaction
    .select({ referral: referrals, configuration: recipients.configuration })
    .from(referrals)
    .innerJoin(recipients, eq(recipients.id, referrals.recipientId))
    .where(and(eq(referrals.id, referralId), inArray(referrals.state, ['SENT', 'CLOSED']), exists(own)))
    .for('update', { of: referrals });
  if (!found) throw new Refusal('not-found', 'Nothing that you flagged was sent under this id');
  return { ...found.referral, expectedResponseHours: found.configuration.expectedResponseHours };
}

/** What the same key was answered with before, or null. */
async function earlierAnswer(
  transaction: Transaction,
  actor: Actor,
  input: { referralId: string } & RecheckInput,
): Promise<RecheckRecorded | null> {
  const [earlier] = await transaction
    .select({ recheck: rechecks, outcome: outcomes })
    .from(rechecks)
    .leftJoin(outcomes, eq(outcomes.id, rechecks.outcomeId))
    .where(and(eq(rechecks.personId, actor.personId), eq(rechecks.idempotencyKey, input.key)));
  if (!earlier) return null;
  const { recheck, outcome } = earlier;
  const same =
    recheck.referralId === input.referralId &&
    recheck.finding === input.seen &&
    recheck.seenAt.getTime() === Date.parse(input.at);
  if (!same) throw keyReused();
  return {
    recheckId: recheck.id,
    referralId: recheck.referralId,
    finding: recheck.finding,
    outcome: outcome && outcomeView(outcome),
    nextDueAt: recheck.nextDueAt?.toISOString() ?? null,
  };
}
