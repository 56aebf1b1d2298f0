import type { RecipientSettings } from './recipient-settings.ts';
import type { Platform } from './taxonomy.ts';

/** Whether a recipient takes referrals today, or why not. */
export const recipientStandings = ['OPEN', 'SWITCHED_OFF', 'NOT_YET', 'ENDED'] as const;
export type RecipientStanding = (typeof recipientStandings)[number];

/** Where a recipient stands at a moment. Its first and last day are days in UTC, and count whole. */
export function standingOf(
  {
    active,
    configuration,
  }: { active: boolean; configuration: Pick<RecipientSettings, 'activeFrom' | 'activeUntil'> },
  now: Date,
): RecipientStanding {
  const today = now.toISOString().slice(0, 10);
  if (!active) return 'SWITCHED_OFF';
  if (configuration.activeFrom !== null && today < configuration.activeFrom) return 'NOT_YET';
  if (configuration.activeUntil !== null && today > configuration.activeUntil) return 'ENDED';
  return 'OPEN';
}

/** Platforms whose content is on many hosts, each with a desk of its own. */
export const platformsOfManyHosts: readonly Platform[] = ['WEB', 'MASTODON'];

/**
 * Whether a recipient takes content of a platform at an address. Where the platform is spread over many hosts and the
 * recipient names sites, the host must be one of them or below one.
 */
export function takesContent(
  { platforms, hosts }: { platforms: readonly Platform[] } & Pick<RecipientSettings, 'hosts'>,
  content: { platform: Platform; url: string },
): boolean {
  if (!platforms.includes(content.platform)) return false;
  if (hosts.length === 0 || !platformsOfManyHosts.includes(content.platform)) return true;
  const { hostname } = new URL(content.url);
  return hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}
