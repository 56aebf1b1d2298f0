import { type ClaimView, claimLifecycle } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { claims, items } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { claimView } from './claim-view.ts';
import { lockOwnClaim } from './open-claim.ts';

/** Starts a running lease anew. A lease that has run out cannot be renewed (`claim-expired`), only claimed again. */
export function renewClaim(
  store: Store,
  actor: Actor,
  claimId: string,
  token: number,
  leaseMs: number,
): Promise<ClaimView> {
  return store.db.transaction(async (transaction) => {
    const { item, claim } = await lockOwnClaim(transaction, actor, claimId, token);
    const state = claimLifecycle.next(claim.state, 'RENEW');
    const expiresAt = new Date(Date.now() + leaseMs);
    await transaction.update(claims).set({ state, expiresAt }).where(eq(claims.id, claim.id));
    await transaction
      .update(items)
      .set({ heldUntil: expiresAt, changedAt: new Date() })
      .where(eq(items.id, item.id));
    await writeAudit(transaction, {
      verb: 'CLAIM_RENEWED',
      actor,
      subjectKind: 'item',
      subjectId: item.id,
      details: { claimId, token },
    });
    return claimView({ ...claim, state, expiresAt });
  });
}
