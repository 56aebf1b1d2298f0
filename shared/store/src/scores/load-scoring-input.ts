import { asc, inArray } from 'drizzle-orm';
import { flagContext } from '../flags/accept-flag.ts';
import { flags, items } from '../schema/index.ts';
import type { Sealer } from '../sealing.ts';
import type { Database, Transaction } from '../store.ts';
import { composeScoredText } from './compose-scored-text.ts';

/** What the classifier reads of one item. */
export interface ScoringInput {
  itemId: string;
  text: string;
  language: string | null;
  /** See `composeScoredText`. */
  inputHash: string;
  /** The intent to score that this reading serves; null when nothing is due any more. */
  dueAt: Date | null;
}

/**
 * Unseals what people saw of each item, for the machine, as `composeScoredText` puts it together. Items that do not
 * exist are left out.
 */
export async function loadScoringInput(
  store: { db: Database | Transaction; sealer: Sealer },
  itemIds: readonly string[],
): Promise<ScoringInput[]> {
  if (itemIds.length === 0) return [];
  const ids = [...itemIds];
  // One after the other: a flag that comes between them is read too early, never left out of what its intent serves.
  const rows = await store.db
    .select({ id: items.id, language: items.language, dueAt: items.scoreDueAt })
    .from(items)
    .where(inArray(items.id, ids));
  const texts = await store.db
    .select({ id: flags.id, itemId: flags.itemId, sealed: flags.textSealed })
    .from(flags)
    .where(inArray(flags.itemId, ids))
    .orderBy(asc(flags.id));
  return rows.map(({ id, language, dueAt }) => {
    const opened = texts
      .filter((flag) => flag.itemId === id)
      .map(({ id: flagId, sealed }) =>
        sealed === null ? null : store.sealer.open(sealed, flagContext(flagId, 'text')),
      );
    const { text, inputHash } = composeScoredText(opened);
    return { itemId: id, text, language, inputHash, dueAt };
  });
}
