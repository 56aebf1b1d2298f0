import type { MailboxError } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { mailboxes } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { lockMailbox } from './lock-mailbox.ts';

/** Notes that a mailbox was read to its end at `at` (`error` null), or why it could not be. */
export function noteMailbox(
  store: Pick<Store, 'db'>,
  { name, error, at }: { name: string; error: MailboxError | null; at: Date },
): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const mailbox = await lockMailbox(transaction, name);
    await transaction
      .update(mailboxes)
      .set({
        error,
        failingSince: error === null ? null : (mailbox.failingSince ?? at),
        triedAt: at,
        ...(error === null ? { readAt: at } : {}),
      })
      .where(eq(mailboxes.name, name));
  });
}
