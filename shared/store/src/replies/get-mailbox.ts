import type { MailboxState } from '@lapwing/contracts';
import { desc } from 'drizzle-orm';
import { mailboxes } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** The mailbox that was tried last, and how that went. */
export async function getMailbox(store: Pick<Store, 'db'>): Promise<MailboxState> {
  const [mailbox] = await store.db.select().from(mailboxes).orderBy(desc(mailboxes.triedAt)).limit(1);
  if (!mailbox) return { mailbox: null };
  const { name, readAt, error, failingSince } = mailbox;
  return {
    mailbox: {
      name,
      readAt: readAt?.toISOString() ?? null,
      error,
      failingSince: failingSince?.toISOString() ?? null,
    },
  };
}
