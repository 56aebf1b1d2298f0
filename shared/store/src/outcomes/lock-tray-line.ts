import type { ReplyKind } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { outcomeLines, replies } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/**
 * A line that waits in the tray, locked, with what kind of message it is where it is one. Refused: one that does not exist,
 * and one that somebody settled before.
 */
export async function lockTrayLine(
  transaction: Transaction,
  lineId: string,
): Promise<typeof outcomeLines.$inferSelect & { replyKind: ReplyKind | null }> {
  const [line] = await transaction
    .select()
    .from(outcomeLines)
    .where(eq(outcomeLines.id, lineId))
    .for('update');
  if (!line || line.state === 'RECORDED') throw new Refusal('not-found', 'There is no such line in the tray');
  if (line.state !== 'WAITING') throw new Refusal('stale', 'Somebody has settled this line meanwhile');
  if (line.replyId === null) return { ...line, replyKind: null };
  const [reply] = await transaction
    .select({ kind: replies.kind })
    .from(replies)
    .where(eq(replies.id, line.replyId));
  return { ...line, replyKind: reply?.kind ?? null };
}
