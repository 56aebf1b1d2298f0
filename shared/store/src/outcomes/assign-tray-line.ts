import { type OutcomeView, referralLifecycle } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { fieldRefusal } from '../refusal.ts';
import { outcomeLines, referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { addReceipt } from './add-receipt.ts';
import { addSeenOutcome, knownOutcome } from './add-seen-outcome.ts';
import { lockTrayLine } from './lock-tray-line.ts';

/**
 * A person says which referral a line is about: it becomes its outcome, or names the one that it has already. Refused: a referral that was not sent to the
 * recipient whose line it is, and a line that somebody settled meanwhile (`stale`).
 */
export function assignTrayLine(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { lineId: string; referralId: string },
): Promise<OutcomeView> {
  return store.db.transaction(async (transaction) => {
    const line = await lockTrayLine(transaction, input.lineId);
    const [referral] = await transaction
      .select()
      .from(referrals)
      .where(and(eq(referrals.id, input.referralId), eq(referrals.recipientId, line.recipientId)))
      .for('update');
    if (!referral || !referralLifecycle.allows(referral.state, 'OUTCOME'))
      throw fieldRefusal('/referralId', 'not_sent', 'Nothing was sent to this recipient under this id');
    const { kind, observedAt, note, ticket } = line;
    const reply = { kind, source: 'RECIPIENT_REPLY', observedAt, note: note.trim() } as const;
    const outcome =
      (await knownOutcome(transaction, referral.id, reply)) ??
      (await addSeenOutcome(transaction, actor, referral, reply));
    await addReceipt(transaction, actor, { referralId: referral.id, ticket, receivedAt: observedAt });
    await transaction
      .update(outcomeLines)
      .set({
        state: 'ASSIGNED',
        outcomeId: outcome.outcomeId,
        settledBy: actor.personId,
        settledAt: new Date(),
      })
      .where(eq(outcomeLines.id, line.id));
    await writeAudit(transaction, {
      verb: 'OUTCOME_LINE_ASSIGNED',
      actor,
      subjectKind: 'outcome-line',
      subjectId: line.id,
      details: { referralId: referral.id, outcomeId: outcome.outcomeId, recipientId: line.recipientId },
    });
    return outcome;
  });
}
