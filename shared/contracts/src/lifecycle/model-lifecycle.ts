import { z } from 'zod';
import { defineLifecycle } from './transition.ts';

/**
 * - AVAILABLE: known, scores nothing.
 * - CHALLENGER: scores in shadow; its scores order nothing.
 * - CHAMPION: its scores order the queue. Exactly one.
 * - RETIRED: not to be used again unless it is added again.
 */
export const modelStates = ['AVAILABLE', 'CHALLENGER', 'CHAMPION', 'RETIRED'] as const;
export const ModelState = z.enum(modelStates);
export type ModelState = z.infer<typeof ModelState>;

export type ModelEvent =
  | 'START_SHADOW'
  | 'END_SHADOW'
  | 'PROMOTE'
  | 'SUPERSEDE'
  | 'ROLL_BACK_TO'
  | 'SHIP'
  | 'RETIRE'
  | 'ADD';

/**
 * A version is promoted only out of the shadow, where it was loaded and compared; rolling back leads to one that was
 * champion before. SHIP: the version that comes with the release takes the place of one that no person chose.
 */
export const modelLifecycle = defineLifecycle<ModelState, ModelEvent>('model', {
  AVAILABLE: { START_SHADOW: 'CHALLENGER', ROLL_BACK_TO: 'CHAMPION', SHIP: 'CHAMPION', RETIRE: 'RETIRED' },
  CHALLENGER: { END_SHADOW: 'AVAILABLE', PROMOTE: 'CHAMPION', SHIP: 'CHAMPION', RETIRE: 'RETIRED' },
  CHAMPION: { SUPERSEDE: 'AVAILABLE' },
  RETIRED: { ADD: 'AVAILABLE', SHIP: 'CHAMPION' },
});
