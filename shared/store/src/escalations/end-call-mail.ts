import type { DeliveryError } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { escalationCalls } from '../schema/index.ts';
import type { Store } from '../store.ts';
import type { CallMail } from './begin-call-mail.ts';
import { notCameBack } from './call-came-back.ts';
import { lockEscalation, showEscalationChanged } from './lock-escalation.ts';

/**
 * Records how an attempt to send the e-mail of a call ended: the mail server took it at `mailedAt`, or why not, in which
 * case it stays due. Does nothing where it is not the newest attempt, or where the message came back before.
 */
export function endCallMail(
  store: Pick<Store, 'db'>,
  {
    callId,
    escalationId,
    batchId,
    attempt,
  }: Pick<CallMail, 'callId' | 'escalationId' | 'batchId' | 'attempt'>,
  end: { mailedAt: Date } | { error: DeliveryError; status: number | null },
): Promise<void> {
  return store.db.transaction(async (transaction) => {
    await lockEscalation(transaction, escalationId);
    const [call] = await transaction
      .update(escalationCalls)
      .set(
        'error' in end
          ? { mailError: end.error }
          : { mailedAt: end.mailedAt, mailDueAt: null, mailError: null },
      )
      .where(and(eq(escalationCalls.id, callId), eq(escalationCalls.mailAttempts, attempt), notCameBack))
      .returning({ step: escalationCalls.step, personId: escalationCalls.personId });
    if (!call) return;
    await writeAudit(transaction, {
      verb: 'error' in end ? 'ESCALATION_MAIL_FAILED' : 'ESCALATION_MAILED',
      actor: null,
      subjectKind: 'escalation',
      subjectId: escalationId,
      details: {
        batchId,
        ...call,
        attempt,
        ...('error' in end ? { error: end.error, status: end.status } : {}),
      },
    });
    await showEscalationChanged(transaction, batchId);
  });
}
