import { readPairing } from '../pairing/pairing-store.ts';
import { readPolicy } from '../policy/policy-store.ts';
import { readRecheckTabs } from '../recheck/recheck-tabs.ts';
import { readChoices } from './choices.ts';
import type { SafeRules } from './decide.ts';

/**
 * What decides at this moment; works without a network.
 *
 * @param from DISK: without what was chosen in private windows
 */
export async function readRules(from: 'DISK' | 'ALL' = 'ALL'): Promise<SafeRules> {
  const [choices, policy, pairing, kept] = await Promise.all([
    readChoices(from),
    readPolicy(),
    readPairing(),
    readRecheckTabs(),
  ]);
  return { choices, preset: policy.safeViewing, server: pairing?.server ?? null, kept };
}
