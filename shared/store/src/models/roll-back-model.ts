import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import type { Actor, Store } from '../store.ts';
import { changeModelState, lockRegistry, requireChampion } from './change-model-state.ts';
import { rollBackTarget } from './roll-back-target.ts';

/**
 * Puts the version that was champion before back in its place. Each promotion can be undone once: rolling back again
 * leads further back. Refused: another champion than the one the caller saw (`stale`), nothing to go back to
 * (`conflict`).
 *
 * @returns the version that is champion now
 */
export function rollBackModel(store: Pick<Store, 'db'>, actor: Actor, seen: string): Promise<string> {
  return store.db.transaction(async (transaction) => {
    const models = await lockRegistry(transaction);
    const champion = requireChampion(models, seen);
    const target = rollBackTarget(models);
    if (!target) throw new Refusal('conflict', 'There is no earlier version to go back to');
    await changeModelState(transaction, champion, 'SUPERSEDE', actor, { supersededAt: null });
    await changeModelState(transaction, target, 'ROLL_BACK_TO', actor, { supersededAt: null, refused: null });
    await writeAudit(transaction, {
      verb: 'MODEL_ROLLED_BACK',
      actor,
      subjectKind: 'model',
      subjectId: target.version,
      details: { insteadOf: champion.version },
    });
    return target.version;
  });
}
