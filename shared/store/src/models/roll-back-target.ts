import type { ModelRow } from './change-model-state.ts';

/** The version that rolling back leads to: of those that are still available, the last that a promotion replaced. */
export function rollBackTarget<Row extends Pick<ModelRow, 'state' | 'supersededAt'>>(
  models: readonly Row[],
): Row | null {
  const [newest] = models
    .filter(({ state, supersededAt }) => state === 'AVAILABLE' && supersededAt !== null)
    .sort((a, b) => Number(b.supersededAt) - Number(a.supersededAt));
  return newest ?? null;
}
