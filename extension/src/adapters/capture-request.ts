import type { Platform } from '@lapwing/contracts/taxonomy';
import type { AskedTarget } from './target.ts';

/** What the extension asks of a page. */
export interface CaptureRequest {
  target: AskedTarget;
  /** Platforms whose own adapter the organisation switched off. */
  switchedOff: readonly Platform[];
}

/** What the extension asks of a page that was opened to look again at what was flagged. */
export interface StandingRequest {
  flagged: string;
  switchedOff: readonly Platform[];
}
