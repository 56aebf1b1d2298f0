import type { EscalationReason } from '@lapwing/contracts';
import { asc, desc, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { pauseAfterAttempt } from '../deliveries/next-attempt.ts';
import { isImminent } from '../referrals/law-enforcement-first.ts';
import {
  batches,
  escalationCalls,
  escalations,
  items,
  people,
  recipients,
  referrals,
} from '../schema/index.ts';
import type { Store } from '../store.ts';
import { lockEscalation } from './lock-escalation.ts';

/** About an hour of attempts: leads after her are called meanwhile. */
const MOST_MAIL_ATTEMPTS = 60;

/** An e-mail to a lead who is called: which referral, to whom it went, and nothing of the content. */
export interface CallMail {
  callId: string;
  escalationId: string;
  batchId: string;
  referralId: string;
  recipient: string;
  /** Why it is escalated. */
  reason: EscalationReason;
  /** The lead's address. */
  to: string;
  calledAt: Date;
  /** From 1. */
  attempt: number;
}

/**
 * Begins an attempt to send the e-mail of a call: counted and on record before the first byte leaves, and due again after
 * a pause, so that an exporter that is killed sends it once more rather than never. Null where it is not due, or where
 * the escalation is taken over or settled.
 *
 * @param now the time it is
 */
export function beginCallMail(store: Pick<Store, 'db'>, callId: string, now: Date): Promise<CallMail | null> {
  return store.db.transaction(async (transaction) => {
    const [found] = await transaction
      .select({ escalationId: escalationCalls.escalationId })
      .from(escalationCalls)
      .where(eq(escalationCalls.id, callId));
    if (!found) return null;
    const escalation = await lockEscalation(transaction, found.escalationId);
    const [call] = await transaction
      .select()
      .from(escalationCalls)
      .where(eq(escalationCalls.id, callId))
      .for('update');
    if (escalation.state !== 'OPEN' || !call?.mailDueAt || call.mailDueAt > now) return null;
    const attempt = call.mailAttempts + 1;
    const pause = pauseAfterAttempt(attempt, { imminent: true, retryAfterMs: null });
    const again = attempt < MOST_MAIL_ATTEMPTS ? new Date(now.getTime() + pause) : null;
    await transaction
      .update(escalationCalls)
      .set({ mailAttempts: attempt, mailDueAt: again })
      .where(eq(escalationCalls.id, callId));
    const [facts] = await transaction
      .select({ recipient: recipients.name, referralId: referrals.id, to: people.email })
      .from(escalations)
      .innerJoin(batches, eq(batches.id, escalations.batchId))
      .innerJoin(recipients, eq(recipients.id, batches.recipientId))
      .innerJoin(referrals, eq(referrals.batchId, batches.id))
      .innerJoin(items, eq(items.id, referrals.itemId))
      .innerJoin(people, eq(people.id, call.personId))
      .where(eq(escalations.id, escalation.id))
      .orderBy(desc(isImminent), asc(referrals.batchPosition))
      .limit(1);
    if (!facts) throw new Error('An urgent batch without a referral');
    const { id: escalationId, batchId, reason } = escalation;
    await writeAudit(transaction, {
      verb: 'ESCALATION_MAIL_ATTEMPTED',
      actor: null,
      subjectKind: 'escalation',
      subjectId: escalationId,
      details: {
        batchId,
        step: call.step,
        personId: call.personId,
        attempt,
        referralIds: [facts.referralId],
      },
    });
    return { callId, escalationId, batchId, reason, calledAt: call.calledAt, attempt, ...facts };
  });
}
