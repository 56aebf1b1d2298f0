import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import type { Actor, Store } from '../store.ts';
import { changeModelState, lockRegistry, requireModel } from './change-model-state.ts';

/**
 * Lets a version score in shadow: its scores are kept for comparison and order nothing. Refused (`conflict`) while
 * another one does.
 */
export function startShadow(store: Pick<Store, 'db'>, actor: Actor, version: string): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const models = await lockRegistry(transaction);
    const model = requireModel(models, version);
    if (models.some(({ state, version: other }) => state === 'CHALLENGER' && other !== version))
      throw new Refusal('conflict', 'Another version scores in shadow; end that first');
    await changeModelState(transaction, model, 'START_SHADOW', actor, { refused: null });
    await writeAudit(transaction, {
      verb: 'MODEL_SHADOW_STARTED',
      actor,
      subjectKind: 'model',
      subjectId: version,
    });
  });
}
