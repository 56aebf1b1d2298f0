import { z } from 'zod';
import { defineLifecycle } from './transition.ts';

/** OPEN while the lease runs; the rest say how it ended. */
export const claimStates = ['OPEN', 'DECIDED', 'HANDED_BACK', 'EXPIRED'] as const;
export const ClaimState = z.enum(claimStates);
export type ClaimState = z.infer<typeof ClaimState>;

export type ClaimEvent = 'RENEW' | 'DECIDE' | 'HAND_BACK' | 'EXPIRE';

export const claimLifecycle = defineLifecycle<ClaimState, ClaimEvent>('claim', {
  OPEN: { RENEW: 'OPEN', DECIDE: 'DECIDED', HAND_BACK: 'HANDED_BACK', EXPIRE: 'EXPIRED' },
  DECIDED: {},
  HANDED_BACK: {},
  EXPIRED: {},
});
