import type { PlatformUrls } from './content-url.ts';
import { bluesky } from './platforms/bluesky.ts';
import { discord } from './platforms/discord.ts';
import { facebook } from './platforms/facebook.ts';
import { google } from './platforms/google.ts';
import { instagram } from './platforms/instagram.ts';
import { line } from './platforms/line.ts';
import { mastodonExcept } from './platforms/mastodon.ts';
import { pantip } from './platforms/pantip.ts';
import { reddit } from './platforms/reddit.ts';
import { telegram } from './platforms/telegram.ts';
import { tiktok } from './platforms/tiktok.ts';
import { vk } from './platforms/vk.ts';
import { x } from './platforms/x.ts';
import { youtube } from './platforms/youtube.ts';

const withOwnHosts: readonly PlatformUrls[] = [
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
  bluesky,
];

const mastodon = mastodonExcept((url) => withOwnHosts.some((platform) => platform.matches(url)));

/** Every platform whose URLs are understood. At most one of them matches any URL. */
export const platformUrls: readonly PlatformUrls[] = [...withOwnHosts, mastodon];
