import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { outcomeLines } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { lockTrayLine } from './lock-tray-line.ts';

/** Takes a line out of the tray because it is about nothing of ours. The reason is kept with the line. */
export function dismissTrayLine(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { lineId: string; reason: string },
): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const line = await lockTrayLine(transaction, input.lineId);
    await transaction
      .update(outcomeLines)
      .set({
        state: 'DISMISSED',
        dismissedReason: input.reason,
        settledBy: actor.personId,
        settledAt: new Date(),
      })
      .where(eq(outcomeLines.id, line.id));
    await writeAudit(transaction, {
      verb: 'OUTCOME_LINE_DISMISSED',
      actor,
      subjectKind: 'outcome-line',
      subjectId: line.id,
      details: { recipientId: line.recipientId },
    });
  });
}
