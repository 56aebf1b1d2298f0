import { receipts } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';
import { ticketIn } from './ticket-in.ts';

/** Notes a recipient's own number for a referral, once; without a number there is nothing to note. */
export async function addReceipt(
  transaction: Transaction,
  actor: Actor | null,
  { referralId, ticket, receivedAt }: { referralId: string; ticket: string; receivedAt: Date },
): Promise<void> {
  const number = ticketIn(ticket);
  if (number === null) return;
  await transaction
    .insert(receipts)
    .values({ referralId, ticket: number, receivedAt, recordedBy: actor?.personId ?? null })
    .onConflictDoNothing({ target: [receipts.referralId, receipts.ticket] });
}
