import { blueskyFixtures } from './bluesky.fixtures.ts';
import { discordFixtures } from './discord.fixtures.ts';
import { facebookFixtures } from './facebook.fixtures.ts';
import type { PlatformFixtures } from './fixture-page.ts';
import { genericFixtures } from './generic.fixtures.ts';
import { googleFixtures } from './google.fixtures.ts';
import { instagramFixtures } from './instagram.fixtures.ts';
import { lineFixtures } from './line.fixtures.ts';
import { mastodonFixtures } from './mastodon.fixtures.ts';
import { pantipFixtures } from './pantip.fixtures.ts';
import { redditFixtures } from './reddit.fixtures.ts';
import { telegramFixtures } from './telegram.fixtures.ts';
import { tiktokFixtures } from './tiktok.fixtures.ts';
import { vkFixtures } from './vk.fixtures.ts';
import { xFixtures } from './x.fixtures.ts';
import { youtubeFixtures } from './youtube.fixtures.ts';

/** The imitated pages of every adapter. */
export const adapterFixtures: readonly PlatformFixtures[] = [
  facebookFixtures,
  instagramFixtures,
  youtubeFixtures,
  tiktokFixtures,
  xFixtures,
  telegramFixtures,
  redditFixtures,
  discordFixtures,
  vkFixtures,
  lineFixtures,
  pantipFixtures,
  googleFixtures,
  mastodonFixtures,
  blueskyFixtures,
  genericFixtures,
];
