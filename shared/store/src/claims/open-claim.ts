import { claimLifecycle } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import { claims, items } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

type Item = typeof items.$inferSelect;
type Claim = typeof claims.$inferSelect;

/**
 * Gives a person the lease on an item whose row the caller has locked. An open claim that has run out is ended
 * first; one that still runs is refused (`already-claimed`).
 */
export async function openClaim(
  transaction: Transaction,
  actor: Actor,
  item: Pick<Item, 'id' | 'claimToken'>,
  leaseMs: number,
): Promise<Claim> {
  const now = new Date();
  const [current] = await transaction
    .select()
    .from(claims)
    .where(and(eq(claims.itemId, item.id), eq(claims.state, 'OPEN')));
  if (current) {
    if (current.expiresAt > now) throw new Refusal('already-claimed', 'Somebody else is reviewing this item');
    await endClaim(transaction, current, 'EXPIRE', null);
  }
  const token = item.claimToken + 1;
  const expiresAt = new Date(now.getTime() + leaseMs);
  const [claim] = await transaction
    .insert(claims)
    .values({ itemId: item.id, personId: actor.personId, token, claimedAt: now, expiresAt })
    .returning();
  if (!claim) throw new Error('An insert returned no row');
  await transaction
    .update(items)
    .set({ claimToken: token, heldUntil: expiresAt, changedAt: now })
    .where(eq(items.id, item.id));
  await writeAudit(transaction, {
    verb: 'ITEM_CLAIMED',
    actor,
    subjectKind: 'item',
    subjectId: item.id,
    details: { claimId: claim.id, token },
  });
  return claim;
}

const endings = {
  DECIDE: null,
  HAND_BACK: 'CLAIM_HANDED_BACK',
  EXPIRE: 'CLAIM_EXPIRED',
} as const;

/** Ends a claim whose item the caller has locked. The decision itself is its own audit row. */
export async function endClaim(
  transaction: Transaction,
  claim: Claim,
  event: keyof typeof endings,
  actor: Actor | null,
): Promise<void> {
  const state = claimLifecycle.next(claim.state, event);
  const now = new Date();
  await transaction.update(claims).set({ state, endedAt: now }).where(eq(claims.id, claim.id));
  await transaction.update(items).set({ heldUntil: null, changedAt: now }).where(eq(items.id, claim.itemId));
  const verb = endings[event];
  if (verb) {
    await writeAudit(transaction, {
      verb,
      actor,
      subjectKind: 'item',
      subjectId: claim.itemId,
      details: { claimId: claim.id, token: claim.token },
    });
  }
}

/**
 * Locks an item and the claim on it that a person wants to use, in this order. Refuses a claim of somebody else or
 * with a token that is no longer the item's newest (`claim-lost`) and one that has run out (`claim-expired`).
 */
export async function lockOwnClaim(
  transaction: Transaction,
  actor: Actor,
  claimId: string,
  token: number,
): Promise<{ item: Item; claim: Claim }> {
  const [found] = await transaction
    .select({ itemId: claims.itemId })
    .from(claims)
    .where(eq(claims.id, claimId));
  if (!found) throw new Refusal('not-found', 'There is no such claim');
  const [item] = await transaction.select().from(items).where(eq(items.id, found.itemId)).for('update');
  const [claim] = await transaction.select().from(claims).where(eq(claims.id, claimId));
  if (!item || !claim) throw new Error('A claim without its item');
  if (claim.personId !== actor.personId) throw new Refusal('claim-lost', 'This claim is not yours');
  if (claim.state === 'EXPIRED' || (claim.state === 'OPEN' && claim.expiresAt <= new Date())) {
    throw new Refusal('claim-expired', 'Your claim has run out; claim the item again to go on');
  }
  if (claim.state !== 'OPEN' || claim.token !== token || item.claimToken !== token) {
    throw new Refusal('claim-lost', 'This claim has ended');
  }
  return { item, claim };
}
