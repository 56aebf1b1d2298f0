import type { ClaimView } from '@lapwing/contracts';
import type { claims } from '../schema/index.ts';

/** A claim row as seen by its holder. */
export function claimView(claim: typeof claims.$inferSelect, now = new Date()): ClaimView {
  return {
    claimId: claim.id,
    itemId: claim.itemId,
    token: claim.token,
    state: claim.state,
    claimedAt: claim.claimedAt.toISOString(),
    expiresAt: claim.expiresAt.toISOString(),
    serverTime: now.toISOString(),
  };
}
