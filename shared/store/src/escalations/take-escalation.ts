import { type EscalationView, escalationLifecycle } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { escalations } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { stopMails } from './end-escalation.ts';
import { escalationView } from './escalation-view.ts';
import { lockEscalation, showEscalationChanged } from './lock-escalation.ts';

/**
 * A person takes an escalation over: nobody more is called. Refused: an unknown one (`not-found`), one that somebody else
 * took or settled meanwhile (`TransitionRefused`).
 */
export function takeEscalation(
  store: Pick<Store, 'db'>,
  actor: Actor,
  escalationId: string,
): Promise<EscalationView> {
  return store.db.transaction(async (transaction) => {
    const escalation = await lockEscalation(transaction, escalationId);
    await transaction
      .update(escalations)
      .set({
        state: escalationLifecycle.next(escalation.state, 'TAKE'),
        nextCallAt: null,
        takenBy: actor.personId,
        takenAt: new Date(),
      })
      .where(eq(escalations.id, escalationId));
    await stopMails(transaction, escalationId);
    await writeAudit(transaction, {
      verb: 'ESCALATION_TAKEN',
      actor,
      subjectKind: 'escalation',
      subjectId: escalationId,
      details: { batchId: escalation.batchId },
    });
    await showEscalationChanged(transaction, escalation.batchId);
    return escalationView(transaction, actor, escalationId);
  });
}
