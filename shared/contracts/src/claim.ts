import { z } from 'zod';
import { ClaimState } from './lifecycle/claim-lifecycle.ts';
import { Id, Timestamp } from './text.ts';

/**
 * A reviewer's lease on an item. `token` is the fencing token: it must be sent with every renewal, hand-back and
 * decision, and a token that is no longer the item's newest is refused (`claim-lost`).
 */
export const ClaimView = z
  .object({
    claimId: Id,
    itemId: Id,
    token: z.number().int(),
    state: ClaimState,
    claimedAt: Timestamp,
    expiresAt: Timestamp,
    /** Server time of this answer, so that a countdown does not depend on the client's clock. */
    serverTime: Timestamp,
  })
  .meta({ id: 'Claim' });
export type ClaimView = z.infer<typeof ClaimView>;

/** Body of `POST /v1/claims`: one named item, or (without itemId) the next one in the queue. */
export const ClaimInput = z.strictObject({ itemId: Id.optional() }).meta({ id: 'ClaimInput' });
export type ClaimInput = z.infer<typeof ClaimInput>;

/** Body of `POST /v1/claims/{claimId}/renew` and `/hand-back`. */
export const ClaimTokenInput = z
  .strictObject({ token: z.number().int().min(1) })
  .meta({ id: 'ClaimTokenInput' });
export type ClaimTokenInput = z.infer<typeof ClaimTokenInput>;
