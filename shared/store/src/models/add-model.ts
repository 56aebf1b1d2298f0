import type { ModelFacts } from '@lapwing/contracts';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import { modelVersions } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { changeModelState, lockRegistry } from './change-model-state.ts';

/**
 * Makes a version known, whose folder the caller has verified. It scores nothing yet. Refused (`conflict`) where it
 * is known already; a retired one is taken up again.
 */
export function addModel(store: Pick<Store, 'db'>, actor: Actor, facts: ModelFacts): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const known = (await lockRegistry(transaction)).find(({ version }) => version === facts.version);
    if (known && known.state !== 'RETIRED')
      throw new Refusal('conflict', 'This version of the classifier is known already');
    if (known) await changeModelState(transaction, known, 'ADD', actor);
    else
      await transaction.insert(modelVersions).values({
        ...facts,
        state: 'AVAILABLE',
        stateBy: actor.personId,
        addedBy: actor.personId,
      });
    await writeAudit(transaction, {
      verb: 'MODEL_ADDED',
      actor,
      subjectKind: 'model',
      subjectId: facts.version,
      details: { labels: facts.labels, languages: facts.languages },
    });
  });
}
