import { eq } from 'drizzle-orm';
import { mailboxes } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** How far a folder was read: the number of the last message that was dealt with, under its UIDVALIDITY; 0 where that changed. */
export async function mailboxPosition(
  store: Pick<Store, 'db'>,
  name: string,
  uidValidity: bigint,
): Promise<number> {
  const [mailbox] = await store.db.select().from(mailboxes).where(eq(mailboxes.name, name));
  return mailbox?.uidValidity === uidValidity ? mailbox.lastUid : 0;
}
