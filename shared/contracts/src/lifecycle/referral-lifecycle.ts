import { z } from 'zod';
import { defineLifecycle } from './transition.ts';

/**
 * - READY: confirmed and addressed, not in a batch.
 * - BATCHED: in exactly one batch that was not sent yet.
 * - SENT: handed over; outcomes may follow.
 * - CLOSED: a final outcome is known, or we took it back. It opens again when what it was about is seen again.
 * - WITHDRAWN: taken back before it was sent.
 */
export const referralStates = ['READY', 'BATCHED', 'SENT', 'CLOSED', 'WITHDRAWN'] as const;
export const ReferralState = z.enum(referralStates);
export type ReferralState = z.infer<typeof ReferralState>;

export type ReferralEvent =
  | 'BATCH'
  | 'UNBATCH'
  | 'SEND'
  | 'OUTCOME'
  | 'FINAL_OUTCOME'
  | 'REOPEN'
  | 'RETRACT'
  | 'WITHDRAW';

export const referralLifecycle = defineLifecycle<ReferralState, ReferralEvent>('referral', {
  READY: { BATCH: 'BATCHED', WITHDRAW: 'WITHDRAWN' },
  BATCHED: { SEND: 'SENT', UNBATCH: 'READY' },
  SENT: { OUTCOME: 'SENT', FINAL_OUTCOME: 'CLOSED', RETRACT: 'CLOSED' },
  // A re-check can contradict what the recipient said, so a closed referral still takes outcomes.
  CLOSED: { OUTCOME: 'SENT', FINAL_OUTCOME: 'CLOSED', REOPEN: 'SENT', RETRACT: 'CLOSED' },
  WITHDRAWN: {},
});

/** Outcomes after which nothing more is expected of the recipient. */
export const finalOutcomes = [
  'REMOVED',
  'ACCOUNT_DISABLED',
  'RESTRICTED',
  'GEO_BLOCKED',
  'NO_VIOLATION',
] as const;
