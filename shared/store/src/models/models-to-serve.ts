import { inArray } from 'drizzle-orm';
import { modelVersions } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** What a scorer follows. */
export interface ModelsToServe {
  /** `chosen` is false where no person but a release put it there. */
  champion: { version: string; chosen: boolean } | null;
  challenger: { version: string; since: Date } | null;
}

/** Which version orders the queue now, and which scores in shadow. */
export async function modelsToServe(store: Pick<Store, 'db'>): Promise<ModelsToServe> {
  const rows = await store.db
    .select({
      version: modelVersions.version,
      state: modelVersions.state,
      since: modelVersions.stateSince,
      by: modelVersions.stateBy,
    })
    .from(modelVersions)
    .where(inArray(modelVersions.state, ['CHAMPION', 'CHALLENGER']));
  const champion = rows.find(({ state }) => state === 'CHAMPION');
  const challenger = rows.find(({ state }) => state === 'CHALLENGER');
  return {
    champion: champion ? { version: champion.version, chosen: champion.by !== null } : null,
    challenger: challenger ? { version: challenger.version, since: challenger.since } : null,
  };
}
