import { eq } from 'drizzle-orm';
import { webhookSecretContext } from '../deliveries/webhook-secret-context.ts';
import { recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** The secret that a recipient signs its calls with, for the check of a signature and nothing else; null where there is none. */
export async function webhookSecretOf(
  store: Pick<Store, 'db' | 'sealer'>,
  recipientId: string,
): Promise<string | null> {
  const [recipient] = await store.db
    .select({ sealed: recipients.webhookSecretSealed })
    .from(recipients)
    .where(eq(recipients.id, recipientId));
  if (!recipient?.sealed) return null;
  return store.sealer.open(recipient.sealed, webhookSecretContext(recipientId));
}
