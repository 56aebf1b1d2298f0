import type { Platform } from '@lapwing/contracts/taxonomy';
import type { Adapter } from './adapter.ts';
import { bluesky } from './bluesky.ts';
import { discord } from './discord.ts';
import { facebook } from './facebook.ts';
import { generic } from './generic.ts';
import { google } from './google.ts';
import { instagram } from './instagram.ts';
import { line } from './line.ts';
import { mastodon } from './mastodon.ts';
import { pantip } from './pantip.ts';
import { reddit } from './reddit.ts';
import { telegram } from './telegram.ts';
import { tiktok } from './tiktok.ts';
import { vk } from './vk.ts';
import { x } from './x.ts';
import { youtube } from './youtube.ts';

/** The adapters of single sites. At most one of them matches any address. */
const siteAdapters: readonly Adapter[] = [
  facebook,
  instagram,
  youtube,
  tiktok,
  x,
  telegram,
  reddit,
  discord,
  vk,
  line,
  pantip,
  google,
  mastodon,
  bluesky,
];

/** Every adapter; the generic one, which matches every page, comes last. */
export const adapters: readonly Adapter[] = [...siteAdapters, generic];

/**
 * The site's own adapter, whatever else may read the page; null where there is none, or where the organisation
 * switched it off.
 */
export function ownAdapterOf(url: URL, switchedOff: readonly Platform[]): Adapter | null {
  const own = siteAdapters.find((adapter) => adapter.matches(url));
  return own === undefined || switchedOff.includes(own.platform) ? null : own;
}

/** Whether the address is of a site whose own adapter the organisation switched off. */
export function isSwitchedOff(url: URL, switchedOff: readonly Platform[]): boolean {
  return siteAdapters.some((adapter) => adapter.matches(url) && switchedOff.includes(adapter.platform));
}
