import type { OpenedReply } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import { outcomeLines, replies } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { replyContext } from './reply-context.ts';

const Content = z.object({ from: z.string(), subject: z.string(), text: z.string() });

/**
 * Unseals what was kept of the reply that a line of the tray is. A disclosure: it is on record before anything is shown.
 * Refused: a line that is no reply.
 */
export function openReply(
  store: Pick<Store, 'db' | 'sealer'>,
  actor: Actor,
  lineId: string,
): Promise<OpenedReply> {
  return store.db.transaction(async (transaction) => {
    const [found] = await transaction
      .select({ reply: replies, recipientId: outcomeLines.recipientId })
      .from(outcomeLines)
      .innerJoin(replies, eq(replies.id, outcomeLines.replyId))
      .where(eq(outcomeLines.id, lineId));
    if (!found) throw new Refusal('not-found', 'There is no such reply');
    const { reply, recipientId } = found;
    await writeAudit(transaction, {
      verb: 'DISCLOSED_REPLY',
      actor,
      subjectKind: 'reply',
      subjectId: reply.id,
      details: { lineId, recipientId },
    });
    const content = Content.parse(JSON.parse(store.sealer.open(reply.contentSealed, replyContext(reply.id))));
    return { ...content, receivedAt: reply.receivedAt.toISOString() };
  });
}
