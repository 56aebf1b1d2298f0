import type { ApiSettings } from '../dependencies.ts';

/** How long a claim lasts from now, in milliseconds. */
export function leaseMs(settings: Pick<ApiSettings, 'claimMinutes'>): number {
  return settings.claimMinutes * 60_000;
}
