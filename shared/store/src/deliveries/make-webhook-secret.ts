import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import { recipients } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { webhookSecretContext } from './webhook-secret-context.ts';

const SECRET_BYTES = 32;

/**
 * Makes a new secret that signs webhooks to a recipient, and forgets an earlier one: attempts from now on are signed
 * with the new one. Given back once, in the form of the Standard Webhooks (`whsec_` and base64), and kept sealed.
 * Refused: an unknown recipient (`not-found`).
 */
export function makeWebhookSecret(
  store: Pick<Store, 'db' | 'sealer'>,
  actor: Actor,
  recipientId: string,
): Promise<{ secret: string }> {
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  return store.db.transaction(async (transaction) => {
    const now = new Date();
    const [changed] = await transaction
      .update(recipients)
      .set({
        webhookSecretSealed: store.sealer.seal(secret, webhookSecretContext(recipientId)),
        webhookSecretAt: now,
        changedAt: now,
      })
      .where(eq(recipients.id, recipientId))
      .returning({ id: recipients.id });
    if (!changed) throw new Refusal('not-found', 'There is no such recipient');
    await writeAudit(transaction, {
      verb: 'WEBHOOK_SECRET_MADE',
      actor,
      subjectKind: 'recipient',
      subjectId: recipientId,
    });
    return { secret };
  });
}
