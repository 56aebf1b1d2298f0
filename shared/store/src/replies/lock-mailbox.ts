import { eq } from 'drizzle-orm';
import { mailboxes } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/** The row of a mailbox, made where it is new, locked: one exporter at a time moves on in it. */
export async function lockMailbox(
  transaction: Transaction,
  name: string,
): Promise<typeof mailboxes.$inferSelect> {
  await transaction.insert(mailboxes).values({ name }).onConflictDoNothing();
  const [mailbox] = await transaction.select().from(mailboxes).where(eq(mailboxes.name, name)).for('update');
  if (!mailbox) throw new Error('An insert left no row');
  return mailbox;
}
