import { eq } from 'drizzle-orm';
import { makeWebhookSecret } from '../deliveries/make-webhook-secret.ts';
import { changeRecipient } from '../recipients/change-recipient.ts';
import { recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { addPerson } from './workspace.ts';

/** Where {@link deliverByWebhook} leads unless told otherwise. */
export const WEBHOOK_URL = 'https://desk.platform.example/in';

/** Gives a recipient a webhook with a secret, as an admin does. Returns the secret. */
export async function deliverByWebhook(
  store: Store,
  recipientId: string,
  url = WEBHOOK_URL,
  settings: { takesCalls?: boolean } = {},
): Promise<string> {
  const admin = await addPerson(store, ['admin']);
  const [found] = await store.db.select().from(recipients).where(eq(recipients.id, recipientId));
  if (!found) throw new Error('There is no such recipient');
  const { slug, name, active, version, configuration } = found;
  await changeRecipient(store, admin, {
    recipientId,
    version,
    input: {
      slug,
      name,
      active,
      configuration: { ...configuration, ...settings, transport: { kind: 'WEBHOOK', url } },
    },
  });
  return (await makeWebhookSecret(store, admin, recipientId)).secret;
}
