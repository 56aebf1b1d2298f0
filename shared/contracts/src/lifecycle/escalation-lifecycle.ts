import { z } from 'zod';
import { defineLifecycle } from './transition.ts';

/**
 * - OPEN: nobody cares for it yet; leads are called one after the other.
 * - TAKEN: a person took it over; nobody more is called.
 * - SETTLED: what was done is on record, or there is nothing left to do.
 */
export const escalationStates = ['OPEN', 'TAKEN', 'SETTLED'] as const;
export const EscalationState = z.enum(escalationStates);
export type EscalationState = z.infer<typeof EscalationState>;

export type EscalationEvent = 'TAKE' | 'SETTLE';

export const escalationLifecycle = defineLifecycle<EscalationState, EscalationEvent>('escalation', {
  OPEN: { TAKE: 'TAKEN', SETTLE: 'SETTLED' },
  TAKEN: { SETTLE: 'SETTLED' },
  SETTLED: {},
});
