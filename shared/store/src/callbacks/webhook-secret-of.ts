import { eq } from 'drizzle-orm';
import { webhookSecretContext } from '../deliveries/webhook-secret-context.ts';
import { recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { mayCall } from './may-call.ts';

/**
 * The secret that a recipient signs its calls with, for the check of a signature and nothing else; null where there is none,
 * and where its system may not call.
 */
export async function webhookSecretOf(
  store: Pick<Store, 'db' | 'sealer'>,
  recipientId: string,
): Promise<string | null> {
  const [recipient] = await store.db.select().from(recipients).where(eq(recipients.id, recipientId));
  if (!recipient?.webhookSecretSealed || !mayCall(recipient)) return null;
  return store.sealer.open(recipient.webhookSecretSealed, webhookSecretContext(recipientId));
}
