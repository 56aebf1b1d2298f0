import { inArray } from 'drizzle-orm';
import { modelVersions } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** What a scorer follows. `riskThreshold` is null for a version that was added before it was kept. */
export interface ModelsToServe {
  /** `chosen` is false where no person but a release put it there. */
  champion: { version: string; chosen: boolean; riskThreshold: number | null } | null;
  challenger: { version: string; since: Date; riskThreshold: number | null } | null;
}

/** Which version orders the queue now, and which scores in shadow. */
export async function modelsToServe(store: Pick<Store, 'db'>): Promise<ModelsToServe> {
  const rows = await store.db
    .select({
      version: modelVersions.version,
      state: modelVersions.state,
      since: modelVersions.stateSince,
      by: modelVersions.stateBy,
      riskThreshold: modelVersions.riskThreshold,
    })
    .from(modelVersions)
    .where(inArray(modelVersions.state, ['CHAMPION', 'CHALLENGER']));
  const champion = rows.find(({ state }) => state === 'CHAMPION');
  const challenger = rows.find(({ state }) => state === 'CHALLENGER');
  return {
    champion: champion
      ? {
          version: champion.version,
          chosen: champion.by !== null,
          riskThreshold: champion.riskThreshold,
        }
      : null,
    challenger: challenger
      ? {
          version: challenger.version,
          since: challenger.since,
          riskThreshold: challenger.riskThreshold,
        }
      : null,
  };
}
