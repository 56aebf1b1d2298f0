import { facebookFixtures } from './facebook.fixtures.ts';
import type { PlatformFixtures } from './fixture-page.ts';
import { genericFixtures } from './generic.fixtures.ts';
import { youtubeFixtures } from './youtube.fixtures.ts';

/** The imitated pages of every adapter. */
export const adapterFixtures: readonly PlatformFixtures[] = [
  facebookFixtures,
  youtubeFixtures,
  genericFixtures,
];
