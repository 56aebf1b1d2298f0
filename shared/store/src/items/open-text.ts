import type { OpenedText } from '@lapwing/contracts';
import { asc, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { flagContext } from '../flags/accept-flag.ts';
import { Refusal } from '../refusal.ts';
import { flags, items } from '../schema/index.ts';
import { composeScoredText } from '../scores/compose-scored-text.ts';
import { newestScore } from '../scores/newest-score.ts';
import type { Actor, Store } from '../store.ts';

/**
 * Unseals the texts and notes of an item's flags, and says which stretches moved the score, where the texts are still
 * the ones that were scored. A disclosure: it is on record before anything is shown.
 */
export function openText(store: Store, actor: Actor, itemId: string): Promise<OpenedText> {
  return store.db.transaction(async (transaction) => {
    const [item] = await transaction.select({ id: items.id }).from(items).where(eq(items.id, itemId));
    if (!item) throw new Refusal('not-found', 'There is no such item');
    const rows = await transaction
      .select({ id: flags.id, text: flags.textSealed, note: flags.noteSealed })
      .from(flags)
      .where(eq(flags.itemId, itemId))
      .orderBy(asc(flags.id));
    await writeAudit(transaction, {
      verb: 'DISCLOSED_TEXT',
      actor,
      subjectKind: 'item',
      subjectId: itemId,
      details: { flagIds: rows.map((row) => row.id) },
    });
    const opened = rows.map(({ id, text, note }) => ({
      flagId: id,
      text: text === null ? null : store.sealer.open(text, flagContext(id, 'text')),
      note: note === null ? '' : store.sealer.open(note, flagContext(id, 'note')),
    }));
    const scored = composeScoredText(opened.map(({ text }) => text));
    const score = await newestScore(transaction, itemId);
    const reasons = score?.spans && score.inputHash === scored.inputHash ? score : null;
    return {
      texts: opened.map(({ flagId, text, note }) => ({
        flagId,
        text: text ?? '',
        note,
        spans: text === null ? [] : scored.spansWithin(text, reasons?.spans ?? []),
      })),
      reasonsFor: reasons?.modelVersion ?? null,
    };
  });
}
