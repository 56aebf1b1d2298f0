import { writeAudit } from '../audit/write-audit.ts';
import type { Actor, Store } from '../store.ts';
import { changeModelState, lockRegistry, requireModel } from './change-model-state.ts';

/** Takes a version out of use: it cannot be promoted or rolled back to unless it is added again. Not the champion. */
export function retireModel(store: Pick<Store, 'db'>, actor: Actor, version: string): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const model = requireModel(await lockRegistry(transaction), version);
    await changeModelState(transaction, model, 'RETIRE', actor, { refused: null });
    await writeAudit(transaction, {
      verb: 'MODEL_RETIRED',
      actor,
      subjectKind: 'model',
      subjectId: version,
      details: { from: model.state },
    });
  });
}
