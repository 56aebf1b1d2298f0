import { type ModelEvent, modelLifecycle } from '@lapwing/contracts';
import { eq, sql } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { modelVersions } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

export type ModelRow = typeof modelVersions.$inferSelect;

const REGISTRY_LOCK = 4_702_111_239;

/** Every version, while nobody else can change one: states belong together (one champion, one challenger). */
export async function lockRegistry(transaction: Transaction): Promise<ModelRow[]> {
  await transaction.execute(sql`select pg_advisory_xact_lock(${REGISTRY_LOCK})`);
  return transaction.select().from(modelVersions);
}

/** Refuses (`not-found`) a version that was never added. */
export function requireModel(models: readonly ModelRow[], version: string): ModelRow {
  const model = models.find((row) => row.version === version);
  if (!model) throw new Refusal('not-found', 'There is no such version of the classifier');
  return model;
}

/**
 * Refuses to go on (`stale`) where another version is champion than the one the caller saw.
 *
 * @returns the champion
 */
export function requireChampion(models: readonly ModelRow[], seen: string): ModelRow {
  const champion = models.find(({ state }) => state === 'CHAMPION');
  if (champion?.version !== seen)
    throw new Refusal('stale', 'Another version orders the queue by now; look again before you change it');
  return champion;
}

/** Moves a version of the locked registry where its lifecycle leads. The caller puts it on record. */
export async function changeModelState(
  transaction: Transaction,
  model: ModelRow,
  event: ModelEvent,
  actor: Actor | null,
  also: Partial<Pick<ModelRow, 'supersededAt' | 'refused'>> = {},
): Promise<void> {
  await transaction
    .update(modelVersions)
    .set({
      state: modelLifecycle.next(model.state, event),
      stateSince: new Date(),
      stateBy: actor?.personId ?? null,
      ...also,
    })
    .where(eq(modelVersions.version, model.version));
}
