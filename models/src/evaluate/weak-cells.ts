import type { Metrics } from './metrics.ts';

type FunctionalRow = NonNullable<Metrics['functional']>[number];

/** A capability with the languages in which it fails, worst first. */
export type WeakCapability = { capability: string; harmful: boolean; cells: FunctionalRow[] };

/** Cells of the functional table where fewer than `bar` of at least `fewest` answers are right, worst capability first. */
export function weakCapabilities(
  rows: readonly FunctionalRow[],
  { bar = 0.5, fewest = 8 }: { bar?: number; fewest?: number } = {},
): WeakCapability[] {
  const weak = rows.filter(({ right, n }) => right < bar && n >= fewest).sort((a, b) => a.right - b.right);
  return [...new Set(weak.map(({ capability }) => capability))].flatMap((capability) => {
    const cells = weak.filter((row) => row.capability === capability);
    return cells[0] ? [{ capability, harmful: cells[0].harmful, cells }] : [];
  });
}
