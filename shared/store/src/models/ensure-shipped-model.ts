import type { ModelFacts } from '@lapwing/contracts';
import { writeAudit } from '../audit/write-audit.ts';
import { modelVersions } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { changeModelState, lockRegistry } from './change-model-state.ts';

/**
 * Registers the version that comes with the release, which a scorer has loaded. It becomes champion where there is
 * none, and takes over from an earlier release's; where a person chose the champion, her choice stays. Safe to run at
 * every start and in several processes at once.
 *
 * @returns the champion's version
 */
export function ensureShippedModel(store: Pick<Store, 'db'>, facts: ModelFacts): Promise<string> {
  return store.db.transaction(async (transaction) => {
    const models = await lockRegistry(transaction);
    const champion = models.find(({ state }) => state === 'CHAMPION');
    const known = models.find(({ version }) => version === facts.version);
    if (champion && (champion.version === facts.version || champion.stateBy !== null))
      return champion.version;
    if (champion)
      await changeModelState(transaction, champion, 'SUPERSEDE', null, { supersededAt: new Date() });
    if (known)
      await changeModelState(transaction, known, 'SHIP', null, { supersededAt: null, refused: null });
    else await transaction.insert(modelVersions).values({ ...facts, state: 'CHAMPION' });
    await writeAudit(transaction, {
      verb: 'MODEL_PROMOTED',
      actor: null,
      subjectKind: 'model',
      subjectId: facts.version,
      details: { insteadOf: champion?.version ?? null, shipped: true },
    });
    return facts.version;
  });
}
