import type { Platform } from '@lapwing/contracts';

/** `platform` of XARF v4 `content/csem`. Source: github.com/xarf/xarf-spec at 37820dac; looked up 2026-11. */
export const xarfPlatforms: Readonly<Record<Platform, 'social_media' | 'messaging_app' | 'forum' | 'other'>> =
  {
    FACEBOOK: 'social_media',
    INSTAGRAM: 'social_media',
    YOUTUBE: 'social_media',
    TIKTOK: 'social_media',
    X: 'social_media',
    TELEGRAM: 'messaging_app',
    REDDIT: 'forum',
    DISCORD: 'messaging_app',
    VK: 'social_media',
    LINE: 'messaging_app',
    PANTIP: 'forum',
    GOOGLE: 'other',
    MASTODON: 'social_media',
    BLUESKY: 'social_media',
    WEB: 'other',
  };
