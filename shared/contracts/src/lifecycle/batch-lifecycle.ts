import { z } from 'zod';
import { defineLifecycle } from './transition.ts';

/**
 * - BUILDING: its referrals are fixed; the exporter writes the files (and goes on after a crash).
 * - BUILT: every file is there, hashed and signed.
 * - SENT: a person or a transport handed it over.
 * - CANCELLED: given up before it was sent; its referrals are READY again.
 */
export const batchStates = ['BUILDING', 'BUILT', 'SENT', 'CANCELLED'] as const;
export const BatchState = z.enum(batchStates);
export type BatchState = z.infer<typeof BatchState>;

export type BatchEvent = 'FILES_WRITTEN' | 'SEND' | 'CANCEL';

export const batchLifecycle = defineLifecycle<BatchState, BatchEvent>('batch', {
  BUILDING: { FILES_WRITTEN: 'BUILT', CANCEL: 'CANCELLED' },
  BUILT: { SEND: 'SENT', CANCEL: 'CANCELLED' },
  SENT: {},
  CANCELLED: {},
});
