import type { EscalationView } from '@lapwing/contracts';
import type { Actor, Store } from '../store.ts';
import { endEscalation } from './end-escalation.ts';
import { escalationView } from './escalation-view.ts';
import { lockEscalation, showEscalationChanged } from './lock-escalation.ts';

/**
 * A person writes what was done about an escalation, which ends it, whoever took it over. The words are in no audit row.
 * Refused: an unknown one (`not-found`), one that was settled meanwhile (`TransitionRefused`).
 */
export function settleEscalation(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { escalationId: string; done: string },
): Promise<EscalationView> {
  return store.db.transaction(async (transaction) => {
    const escalation = await lockEscalation(transaction, input.escalationId);
    await endEscalation(transaction, actor, escalation, { ending: 'DONE', done: input.done });
    await showEscalationChanged(transaction, escalation.batchId);
    return escalationView(transaction, actor, escalation.id);
  });
}
