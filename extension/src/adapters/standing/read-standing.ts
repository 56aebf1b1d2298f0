import type { Platform } from '@lapwing/contracts/taxonomy';
import { generic } from '../generic.ts';
import { ownAdapterOf } from '../registry.ts';
import type { Look, Standing } from './standing.ts';

/** What the page's own adapter, else the generic one, says of what was flagged there. Never throws. */
export function readStanding(look: Look, switchedOff: readonly Platform[]): Standing {
  try {
    return (ownAdapterOf(look.view.url, switchedOff) ?? generic).standing(look);
  } catch {
    return { finding: 'CANNOT_TELL', reason: 'UNCLEAR' };
  }
}
