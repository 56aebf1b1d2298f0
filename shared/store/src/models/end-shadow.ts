import { writeAudit } from '../audit/write-audit.ts';
import type { Actor, Store } from '../store.ts';
import { changeModelState, lockRegistry, requireModel } from './change-model-state.ts';

/** Ends the shadow of a version. What it said stays on record; it can start again later. */
export function endShadow(store: Pick<Store, 'db'>, actor: Actor, version: string): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const model = requireModel(await lockRegistry(transaction), version);
    await changeModelState(transaction, model, 'END_SHADOW', actor, { refused: null });
    await writeAudit(transaction, {
      verb: 'MODEL_SHADOW_ENDED',
      actor,
      subjectKind: 'model',
      subjectId: version,
    });
  });
}
