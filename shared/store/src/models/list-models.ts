import type { ModelList, ModelState } from '@lapwing/contracts';
import { desc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { modelVersions, people } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { rollBackTarget } from './roll-back-target.ts';

const order: readonly ModelState[] = ['CHAMPION', 'CHALLENGER', 'AVAILABLE', 'RETIRED'];

/** All versions: the champion, the challenger, then the others, newest first. People appear as pseudonyms. */
export async function listModels(store: Pick<Store, 'db'>): Promise<ModelList> {
  const adder = alias(people, 'adder');
  const rows = await store.db
    .select({ model: modelVersions, stateBy: people.pseudonym, addedBy: adder.pseudonym })
    .from(modelVersions)
    .leftJoin(people, eq(people.id, modelVersions.stateBy))
    .leftJoin(adder, eq(adder.id, modelVersions.addedBy))
    .orderBy(desc(modelVersions.addedAt), desc(modelVersions.version))
    .limit(500);
  const target = rollBackTarget(rows.map(({ model }) => model));
  const models = rows.map(({ model, stateBy, addedBy }) => ({
    version: model.version,
    state: model.state,
    stateSince: model.stateSince.toISOString(),
    stateBy,
    addedAt: model.addedAt.toISOString(),
    addedBy,
    labels: model.labels,
    languages: model.languages,
    figures: model.figures,
    riskThreshold: model.riskThreshold,
    refused: model.refused,
    rollBackTarget: model.version === target?.version,
  }));
  return { models: models.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)) };
}
