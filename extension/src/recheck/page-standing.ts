import { RecheckFinding } from '@lapwing/contracts/recheck';
import { z } from 'zod';
import { callStandingScript } from '../adapters/call-capture-script.ts';
import { standingReasons } from '../adapters/standing/standing.ts';
import { runFileInTab, runInTab } from '../browser/tabs.ts';
import { readPolicy } from '../policy/policy-store.ts';
import { CAPTURE_SCRIPT } from '../stored-keys.ts';

/** What the script answered. It ran in a page that may be hostile, so it is parsed like any input. */
const PageStanding = z.object({ finding: RecheckFinding, reason: z.enum(standingReasons) });
export type PageStanding = z.infer<typeof PageStanding>;

/**
 * What the page in the tab says of what was flagged; null where the browser does not let us read it, as where the
 * network failed. Only called because the analyst pressed something.
 */
export async function readTabStanding(tabId: number, flagged: string): Promise<PageStanding | null> {
  try {
    const { adaptersOff } = await readPolicy();
    await runFileInTab(tabId, CAPTURE_SCRIPT);
    const answer = await runInTab(tabId, callStandingScript, { flagged, switchedOff: adaptersOff });
    return PageStanding.safeParse(answer).data ?? null;
  } catch {
    return null;
  }
}
