import type { Platform } from '@lapwing/contracts/taxonomy';
import { z } from 'zod';

/** What the control's script in a page says. Nothing of the page is in it. */
export const ControlMessage = z.discriminatedUnion('kind', [
  /** The pointer rests for the first time: may the control be shown here, and what does it say? */
  z.object({ kind: z.literal('CONTROL_ASK') }),
  /** The control was pressed. */
  z.object({ kind: z.literal('CONTROL_PRESS') }),
]);
export type ControlMessage = z.infer<typeof ControlMessage>;

/** What the background answers to CONTROL_ASK; where the control is off, it answers nothing. */
export interface ControlAnswer {
  kind: 'CONTROL_SHOW';
  /** Platforms whose adapter the organisation switched off: on their pages there is no control. */
  switchedOff: readonly Platform[];
  label: string;
  /** BCP 47, of the label. */
  language: string;
}

/** What the background tells the control's script in a page. */
export type ControlNews =
  /** It was switched off here. */
  | { kind: 'CONTROL_END' }
  /** What was answered may hold no more. */
  | { kind: 'CONTROL_RENEW' };
