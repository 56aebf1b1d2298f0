import type { ClaimView } from '@lapwing/contracts';
import { and, eq, sql } from 'drizzle-orm';
import { refuseInvolved } from '../items/refuse-involved.ts';
import { Refusal } from '../refusal.ts';
import { claims, decisions, flags, items } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { claimView } from './claim-view.ts';
import { openClaim } from './open-claim.ts';

/** What a claim may reach: the length of the lease, and whether items with a lead are included. */
export interface ClaimTerms {
  leaseMs: number;
  canAdjudicate: boolean;
}

/**
 * Claims one named item. Refused: an item that somebody holds (`already-claimed`), one that the caller flagged
 * (`two-people`) or has decided in this round (`already-decided`), a concluded one (`conflict`). Claiming an item
 * that one holds already gives the same claim again.
 */
export function claimItem(store: Store, actor: Actor, itemId: string, terms: ClaimTerms): Promise<ClaimView> {
  return store.db.transaction(async (transaction) => {
    const [item] = await transaction.select().from(items).where(eq(items.id, itemId)).for('update');
    if (!item) throw new Refusal('not-found', 'There is no such item');
    const [own] = await transaction
      .select()
      .from(claims)
      .where(and(eq(claims.itemId, itemId), eq(claims.personId, actor.personId), eq(claims.state, 'OPEN')));
    if (own && own.expiresAt > new Date()) return claimView(own);
    await refuseUnfit(transaction, actor, item, terms);
    return claimView(await openClaim(transaction, actor, item, terms.leaseMs));
  });
}

async function refuseUnfit(
  transaction: Transaction,
  actor: Actor,
  item: typeof items.$inferSelect,
  terms: ClaimTerms,
): Promise<void> {
  if (item.state === 'CONFIRMED' || item.state === 'DISMISSED' || item.state === 'NEED_INFO') {
    throw new Refusal('conflict', 'This item is not open for review');
  }
  if (item.state === 'WITH_LEAD' && !terms.canAdjudicate) {
    throw new Refusal('forbidden', 'This item is with a lead');
  }
  await refuseInvolved(transaction, actor, item);
}

/**
 * Claims the item that stands first among those the caller may decide: not held, not flagged by the caller, not
 * decided by the caller in this round. Two callers never wait for each other and never get the same item
 * (`FOR UPDATE SKIP LOCKED`). Null when nothing is left.
 */
export function claimNext(store: Store, actor: Actor, terms: ClaimTerms): Promise<ClaimView | null> {
  return store.db.transaction(async (transaction) => {
    const [item] = await transaction
      .select()
      .from(items)
      .where(
        and(
          // Spelled as the partial index items_queue spells it, so that the planner sees that the index applies.
          sql`${items.state} in ('QUEUED', 'SECOND_REVIEW', 'WITH_LEAD')`,
          terms.canAdjudicate ? undefined : sql`${items.state} <> 'WITH_LEAD'`,
          sql`(${items.heldUntil} is null or ${items.heldUntil} <= now())`,
          sql`not exists (select from ${flags} where ${flags.itemId} = ${items.id} and ${flags.personId} = ${actor.personId})`,
          sql`not exists (select from ${decisions} where ${decisions.itemId} = ${items.id}
            and ${decisions.reviewRound} = ${items.reviewRound} and ${decisions.personId} = ${actor.personId})`,
        ),
      )
      .orderBy(sql`${items.rank} desc, ${items.firstFlaggedAt} asc, ${items.id} asc`)
      .limit(1)
      .for('update', { skipLocked: true });
    if (!item) return null;
    return claimView(await openClaim(transaction, actor, item, terms.leaseMs));
  });
}
