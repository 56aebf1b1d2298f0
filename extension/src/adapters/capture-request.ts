import type { Platform } from '@lapwing/contracts/taxonomy';
import type { AskedTarget } from './target.ts';

/** What the extension asks of a page. Nothing in it is null: Chromium would leave it out on the way. */
export interface CaptureRequest {
  target: AskedTarget;
  /** Platforms whose own adapter the organisation switched off. */
  switchedOff: readonly Platform[];
  /** The context menu was used: what it was opened on is meant, wherever the pointer is now. */
  menu?: { element?: number };
  /** The control on a post was pressed: that post is meant, which the control's script left in {@link lapwingPressed}. */
  control?: true;
}

/** What the extension asks of a page that was opened to look again at what was flagged. */
export interface StandingRequest {
  flagged: string;
  switchedOff: readonly Platform[];
}
