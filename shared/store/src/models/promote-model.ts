import { modelLifecycle } from '@lapwing/contracts';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import type { Actor, Store } from '../store.ts';
import { changeModelState, lockRegistry, requireChampion, requireModel } from './change-model-state.ts';

/**
 * A person puts the challenger in the champion's place. Scorers follow within seconds and score open items again.
 * Refused: another champion than `champion`, the one the caller saw (`stale`); a version that did not score in
 * shadow; one that the scorer could not load (`conflict`).
 */
export function promoteModel(
  store: Pick<Store, 'db'>,
  actor: Actor,
  change: { version: string; champion: string },
): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const models = await lockRegistry(transaction);
    const model = requireModel(models, change.version);
    const champion = requireChampion(models, change.champion);
    modelLifecycle.next(model.state, 'PROMOTE');
    if (model.refused !== null)
      throw new Refusal('conflict', 'The scorer cannot load this version, so it cannot order the queue');
    // First out, then in: there is one champion at every moment.
    await changeModelState(transaction, champion, 'SUPERSEDE', actor, { supersededAt: new Date() });
    await changeModelState(transaction, model, 'PROMOTE', actor, { supersededAt: null });
    await writeAudit(transaction, {
      verb: 'MODEL_PROMOTED',
      actor,
      subjectKind: 'model',
      subjectId: model.version,
      details: { insteadOf: champion.version },
    });
  });
}
