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

/** What the background answers to CONTROL_ASK. */
export type ControlAnswer =
  | {
      kind: 'CONTROL_SHOW';
      /** Platforms whose adapter the organisation switched off: on their pages there is no control. */
      switchedOff: readonly Platform[];
      label: string;
      /** BCP 47, of the label. */
      language: string;
    }
  /** It is off here; where it is switched on, the script is run anew. */
  | { kind: 'CONTROL_OFF' };

/**
 * What the background tells the control's script in a page: what was answered may hold no more. It never says that the
 * control is off: the tab may show another page by the time this arrives, so the script asks for its own.
 */
export interface ControlNews {
  kind: 'CONTROL_RENEW';
}
