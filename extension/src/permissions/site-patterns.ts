import type { Platform } from '@lapwing/contracts/taxonomy';

/** The hosts on which a platform shows posts; their subdomains belong to them. */
const hosts: Record<Exclude<Platform, 'WEB' | 'MASTODON'>, readonly string[]> = {
  FACEBOOK: ['facebook.com'],
  INSTAGRAM: ['instagram.com'],
  YOUTUBE: ['youtube.com'],
  TIKTOK: ['tiktok.com'],
  X: ['x.com', 'twitter.com'],
  TELEGRAM: ['t.me', 'web.telegram.org'],
  REDDIT: ['reddit.com'],
  DISCORD: ['discord.com'],
  VK: ['vk.com'],
  LINE: ['line.me'],
  PANTIP: ['pantip.com'],
  GOOGLE: ['google.com'],
  BLUESKY: ['bsky.app'],
};

export type PlatformWithHosts = keyof typeof hosts;

/** The match patterns under which the browser is asked for access to a platform. */
export function sitePatternsOf(platform: PlatformWithHosts): string[] {
  return hosts[platform].map((host) => `https://*.${host}/*`);
}

/** Platforms that have hosts of their own; Mastodon is on thousands, which are asked for one by one. */
export const platformsWithHosts: readonly PlatformWithHosts[] = [
  'FACEBOOK',
  'INSTAGRAM',
  'YOUTUBE',
  'TIKTOK',
  'X',
  'TELEGRAM',
  'REDDIT',
  'DISCORD',
  'VK',
  'LINE',
  'PANTIP',
  'GOOGLE',
  'BLUESKY',
];
