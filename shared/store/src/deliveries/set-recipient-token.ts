import { isReportTransport } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import { recipients } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { tokenContext } from './token-context.ts';

/**
 * Keeps what a recipient gave out to let reports in: sealed, for the server that its settings name now. Set to another
 * server, it is set anew. An earlier one is forgotten. Refused: an unknown recipient (`not-found`); one that no reports go
 * to (`conflict`).
 */
export function setRecipientToken(
  store: Pick<Store, 'db' | 'sealer'>,
  actor: Actor,
  { recipientId, token }: { recipientId: string; token: string },
): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const [recipient] = await transaction
      .select()
      .from(recipients)
      .where(eq(recipients.id, recipientId))
      .for('no key update');
    if (!recipient) throw new Refusal('not-found', 'There is no such recipient');
    const { transport } = recipient.configuration;
    if (!isReportTransport(transport))
      throw new Refusal('conflict', 'No reports go to this recipient: it needs no token');
    const now = new Date();
    await transaction
      .update(recipients)
      .set({
        tokenSealed: store.sealer.seal(token, tokenContext(recipientId, transport)),
        tokenAt: now,
        // Whoever set it may have put right what was wrong.
        failedInARow: 0,
        pausedUntil: null,
        changedAt: now,
      })
      .where(eq(recipients.id, recipientId));
    await writeAudit(transaction, {
      verb: 'RECIPIENT_TOKEN_SET',
      actor,
      subjectKind: 'recipient',
      subjectId: recipientId,
      details: { transport: transport.kind, server: transport.server },
    });
  });
}
