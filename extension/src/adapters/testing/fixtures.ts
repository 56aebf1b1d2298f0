import { facebookFixtures } from './facebook.fixtures.ts';
import type { PlatformFixtures } from './fixture-page.ts';
import { genericFixtures } from './generic.fixtures.ts';
import { instagramFixtures } from './instagram.fixtures.ts';
import { tiktokFixtures } from './tiktok.fixtures.ts';
import { xFixtures } from './x.fixtures.ts';
import { youtubeFixtures } from './youtube.fixtures.ts';

/** The imitated pages of every adapter. */
export const adapterFixtures: readonly PlatformFixtures[] = [
  facebookFixtures,
  instagramFixtures,
  youtubeFixtures,
  tiktokFixtures,
  xFixtures,
  genericFixtures,
];
