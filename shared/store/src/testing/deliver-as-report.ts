import { eq } from 'drizzle-orm';
import { setRecipientToken } from '../deliveries/set-recipient-token.ts';
import { changeRecipient } from '../recipients/change-recipient.ts';
import { recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { addPerson } from './workspace.ts';

/** Where {@link deliverAsReport} leads. */
export const REPORT_URL = 'https://mastodon.platform.example/api/v1/reports';

/** Has reports go to a recipient through the API of a Mastodon server, as an admin does; with a token unless it is null. */
export async function deliverAsReport(
  store: Store,
  recipientId: string,
  token: string | null = 'invented-token-of-a-test',
): Promise<void> {
  const admin = await addPerson(store, ['admin']);
  const [found] = await store.db.select().from(recipients).where(eq(recipients.id, recipientId));
  if (!found) throw new Error('There is no such recipient');
  const { slug, name, active, version, configuration } = found;
  const transport = { kind: 'MASTODON' as const, server: 'https://mastodon.platform.example' };
  await changeRecipient(store, admin, {
    recipientId,
    version,
    input: { slug, name, active, configuration: { ...configuration, transport, maximumReferrals: 1 } },
  });
  if (token !== null) await setRecipientToken(store, admin, { recipientId, token });
}
