import type { Actor, Store } from '../store.ts';
import { endClaim, lockOwnClaim } from './open-claim.ts';

/** Ends a lease without a decision and without a reason; the item is free at once. */
export function handBackClaim(store: Store, actor: Actor, claimId: string, token: number): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const { claim } = await lockOwnClaim(transaction, actor, claimId, token);
    await endClaim(transaction, claim, 'HAND_BACK', actor);
  });
}
