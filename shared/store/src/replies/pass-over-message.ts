import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { deadLetters, mailboxes } from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';
import { lockMailbox } from './lock-mailbox.ts';

/** A message by its place in the mailbox, and how often it was tried. */
export interface PassedOver {
  mailbox: string;
  uidValidity: bigint;
  uid: number;
  attempts: number;
}

/**
 * Goes on behind a message that cannot be read. It becomes a failed job, so that a person looks for it in the mailbox. Does
 * nothing where another exporter dealt with it meanwhile.
 */
export function passOverMessage(store: Pick<Store, 'db'>, message: PassedOver): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const mailbox = await lockMailbox(transaction, message.mailbox);
    if (mailbox.uidValidity === message.uidValidity && mailbox.lastUid >= message.uid) return;
    await transaction
      .update(mailboxes)
      .set({ uidValidity: message.uidValidity, lastUid: message.uid })
      .where(eq(mailboxes.name, message.mailbox));
    await addUnread(transaction, message);
  });
}

/** A message that nobody could read, as a failed job with its audit row. */
export async function addUnread(
  transaction: Transaction,
  { mailbox, uidValidity, uid, attempts }: PassedOver,
): Promise<void> {
  const failed = {
    queue: 'read-mail',
    subjectId: `${mailbox} · UID ${uid}`,
    error: 'MESSAGE_UNREADABLE',
    attempts,
  };
  const [letter] = await transaction.insert(deadLetters).values(failed).returning({ id: deadLetters.id });
  if (!letter) throw new Error('An insert returned no row');
  await writeAudit(transaction, {
    verb: 'JOB_DEAD_LETTERED',
    actor: null,
    subjectKind: 'job',
    subjectId: letter.id,
    details: { ...failed, uidValidity: String(uidValidity) },
  });
}
