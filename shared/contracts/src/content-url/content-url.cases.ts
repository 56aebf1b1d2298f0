import { discordCases } from './cases/discord.cases.ts';
import { facebookCases } from './cases/facebook.cases.ts';
import { blueskyCases, mastodonCases } from './cases/fediverse.cases.ts';
import { googleCases } from './cases/google.cases.ts';
import { instagramCases } from './cases/instagram.cases.ts';
import { lineCases } from './cases/line.cases.ts';
import { pantipCases } from './cases/pantip.cases.ts';
import { redditCases } from './cases/reddit.cases.ts';
import { telegramCases } from './cases/telegram.cases.ts';
import { tiktokCases } from './cases/tiktok.cases.ts';
import { vkCases } from './cases/vk.cases.ts';
import { webCases } from './cases/web.cases.ts';
import { xCases } from './cases/x.cases.ts';
import { youtubeCases } from './cases/youtube.cases.ts';
import type { PlatformCases } from './url-case.ts';

/** Addresses of every platform and what must be said of them. All people, posts and ids are invented. */
export const contentUrlCases: readonly PlatformCases[] = [
  facebookCases,
  instagramCases,
  youtubeCases,
  tiktokCases,
  xCases,
  telegramCases,
  redditCases,
  discordCases,
  vkCases,
  lineCases,
  pantipCases,
  googleCases,
  mastodonCases,
  blueskyCases,
  webCases,
];
