import { eq } from 'drizzle-orm';
import { refuseClosedRecipient } from '../recipients/refuse-closed-recipient.ts';
import { fieldRefusal } from '../refusal.ts';
import { recipients } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/**
 * The recipient that a package goes to. Refused: one that is not there or is no police unit (`invalid-request`, at
 * `/recipientId`); one that takes nothing today (`conflict`).
 */
export async function evidenceRecipient(db: Database | Transaction, recipientId: string) {
  const [recipient] = await db.select().from(recipients).where(eq(recipients.id, recipientId));
  if (!recipient) throw fieldRefusal('/recipientId', 'unknown', 'There is no such recipient');
  if (recipient.configuration.kind !== 'POLICE')
    throw fieldRefusal('/recipientId', 'no_police', 'Evidence goes to recipients of the kind police only');
  refuseClosedRecipient(recipient, new Date());
  return recipient;
}
