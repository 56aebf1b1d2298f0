import { readPairing } from '../pairing/pairing-store.ts';
import { readControlSites } from './control-sites.ts';
import type { ControlRules } from './decide.ts';

/** What decides at this moment; works without a network. */
export async function readControlRules(): Promise<ControlRules> {
  const [sites, pairing] = await Promise.all([readControlSites(), readPairing()]);
  return { sites, server: pairing?.server ?? null };
}
