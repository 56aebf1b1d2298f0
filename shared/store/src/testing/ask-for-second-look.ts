import { eq } from 'drizzle-orm';
import { changeRecipient } from '../recipients/change-recipient.ts';
import { recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { addPerson } from './workspace.ts';

/** Has every batch to a recipient held for a second look from now on, or no more, as an admin does. */
export async function askForSecondLook(store: Store, recipientId: string, secondLook = true): Promise<void> {
  const admin = await addPerson(store, ['admin']);
  const [found] = await store.db.select().from(recipients).where(eq(recipients.id, recipientId));
  if (!found) throw new Error('There is no such recipient');
  const { slug, name, active, version, configuration } = found;
  await changeRecipient(store, admin, {
    recipientId,
    version,
    input: { slug, name, active, configuration: { ...configuration, secondLook } },
  });
}
