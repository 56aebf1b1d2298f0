import type { RecheckView } from '@lapwing/contracts';
import type { rechecks } from '../schema/index.ts';

/** One look as seen outside. */
export function recheckView(recheck: typeof rechecks.$inferSelect): RecheckView {
  return { recheckId: recheck.id, finding: recheck.finding, seenAt: recheck.seenAt.toISOString() };
}
