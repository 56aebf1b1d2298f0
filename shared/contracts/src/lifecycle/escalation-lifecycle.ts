import { z } from 'zod';
import { defineLifecycle } from './transition.ts';

/**
 * - OPEN: nobody cares for it yet; leads are called one after the other.
 * - TAKEN: a person took it over; nobody more is called, unless something new fails.
 * - SETTLED: what was done is on record, or there is nothing left to do.
 */
export const escalationStates = ['OPEN', 'TAKEN', 'SETTLED'] as const;
export const EscalationState = z.enum(escalationStates);
export type EscalationState = z.infer<typeof EscalationState>;

export type EscalationEvent = 'TAKE' | 'SETTLE' | 'REOPEN';

export const escalationLifecycle = defineLifecycle<EscalationState, EscalationEvent>('escalation', {
  OPEN: { TAKE: 'TAKEN', SETTLE: 'SETTLED', REOPEN: 'OPEN' },
  TAKEN: { SETTLE: 'SETTLED', REOPEN: 'OPEN' },
  SETTLED: {},
});
