import type { RecheckFinding } from '@lapwing/contracts/recheck';
import type { PageView } from '../page/page-view.ts';

/** Why a page is taken for what it is, so that whoever looks can judge for herself. */
export const standingReasons = [
  /** The server answered that there is nothing (404, 410). */
  'STATUS_GONE',
  /** The server answered that it may not be shown here (451). */
  'STATUS_LEGAL',
  /** The server refused, or failed. */
  'STATUS_REFUSED',
  'SAYS_GONE',
  'SAYS_RESTRICTED',
  /** A sign-in, a consent page, a question whether one is a robot: what is behind it cannot be seen. */
  'WALL',
  /** The page is not, or not any more, the one that was flagged. */
  'ELSEWHERE',
  /** What was flagged is there. */
  'SEEN',
  'UNCLEAR',
] as const;
export type StandingReason = (typeof standingReasons)[number];

/** What became of something that was flagged, as far as its page shows it; only ever a proposal. */
export interface Standing {
  finding: RecheckFinding;
  reason: StandingReason;
}

/** A page that somebody opened to look at what was flagged before. */
export interface Look {
  view: PageView;
  /** The address that was flagged. */
  flagged: string;
  /** The HTTP status of the page, where the browser tells it. */
  status: number | null;
}
