import { createHash } from 'node:crypto';
import { MAX_TEXT_LENGTH } from '@lapwing/contracts';
import { asc, inArray } from 'drizzle-orm';
import { flagContext } from '../flags/accept-flag.ts';
import { flags, items } from '../schema/index.ts';
import type { Sealer } from '../sealing.ts';
import type { Database, Transaction } from '../store.ts';

/** What the classifier reads of one item. */
export interface ScoringInput {
  itemId: string;
  text: string;
  language: string | null;
  /** SHA-256 of the text: scoring the same text with the same version again has no second effect. */
  inputHash: string;
  /** The intent to score that this reading serves; null when nothing is due any more. */
  dueAt: Date | null;
}

/**
 * Unseals what people saw of each item, for the machine: every different text of its flags, oldest first, together
 * at most 5,000 characters. Items that do not exist are left out.
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
    const seen = new Set<string>();
    for (const flag of texts) {
      if (flag.itemId === id && flag.sealed !== null)
        seen.add(store.sealer.open(flag.sealed, flagContext(flag.id, 'text')));
    }
    const text = [...seen].join('\n').slice(0, MAX_TEXT_LENGTH).toWellFormed();
    return {
      itemId: id,
      text,
      language,
      inputHash: createHash('sha256').update(text).digest('base64url'),
      dueAt,
    };
  });
}
