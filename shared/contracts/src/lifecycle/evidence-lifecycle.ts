import { z } from 'zod';
import { defineLifecycle } from './transition.ts';

/**
 * - REQUESTED: somebody asked for it; a second person decides.
 * - DECLINED: it was turned down, or taken back.
 * - BUILDING: what it says is fixed; the exporter writes it (and goes on after a crash).
 * - BUILT: it is there, hashed and signed.
 */
export const evidenceStates = ['REQUESTED', 'DECLINED', 'BUILDING', 'BUILT'] as const;
export const EvidenceState = z.enum(evidenceStates);
export type EvidenceState = z.infer<typeof EvidenceState>;

export type EvidenceTransition = 'APPROVE' | 'DECLINE' | 'FILES_WRITTEN';

export const evidenceLifecycle = defineLifecycle<EvidenceState, EvidenceTransition>('evidence', {
  REQUESTED: { APPROVE: 'BUILDING', DECLINE: 'DECLINED' },
  DECLINED: {},
  BUILDING: { FILES_WRITTEN: 'BUILT' },
  BUILT: {},
});
