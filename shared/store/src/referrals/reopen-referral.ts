import { identifyContentUrl, identityKey, type ReopeningInput } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { isTakenBack } from '../corrections/is-taken-back.ts';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { items, referrals } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { addReopening } from './add-reopening.ts';

/**
 * Opens a closed referral again because what it was about is there again, or came back under another address. That one
 * must have been flagged: it is an item of its own, and is decided and referred as such. Refused: a referral that is
 * not closed or was taken back, an address that nobody flagged or that is the same content.
 */
export function reopenReferral(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { referralId: string } & ReopeningInput,
): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const [referral] = await transaction
      .select()
      .from(referrals)
      .where(eq(referrals.id, input.referralId))
      .for('update');
    if (!referral) throw new Refusal('not-found', 'There is no such referral');
    if (await isTakenBack(transaction, referral.id))
      throw new Refusal('conflict', 'This referral was taken back: it stays closed');
    const otherItemId =
      input.address === undefined ? null : await itemAt(transaction, input.address, referral.itemId);
    await addReopening(transaction, actor, referral, {
      reason: input.reason,
      otherItemId,
      note: input.note ?? '',
    });
  });
}

async function itemAt(transaction: Transaction, address: string, notItemId: string): Promise<string> {
  const identified = identifyContentUrl(address);
  if (!identified.ok) throw fieldRefusal('/address', 'no_address', 'This is not an address');
  const [item] = await transaction
    .select({ id: items.id })
    .from(items)
    .where(eq(items.identityKey, identityKey(identified.identity)));
  if (!item)
    throw fieldRefusal('/address', 'not_flagged', 'Nobody has flagged this address yet: flag it first');
  if (item.id === notItemId)
    throw fieldRefusal('/address', 'same_content', 'This address names the content that was referred');
  return item.id;
}
