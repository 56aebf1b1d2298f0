import { eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { outcomeLines } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/** A line that waits in the tray, locked. Refused: one that does not exist, and one that somebody settled before. */
export async function lockTrayLine(
  transaction: Transaction,
  lineId: string,
): Promise<typeof outcomeLines.$inferSelect> {
  const [line] = await transaction
    .select()
    .from(outcomeLines)
    .where(eq(outcomeLines.id, lineId))
    .for('update');
  if (!line || line.state === 'RECORDED') throw new Refusal('not-found', 'There is no such line in the tray');
  if (line.state !== 'WAITING') throw new Refusal('stale', 'Somebody has settled this line meanwhile');
  return line;
}
