import { platformUrls } from '@lapwing/contracts/content-url/platform-urls';
import type { Adapter } from '../adapter.ts';
import { locateItem } from './locate-item.ts';
import { readItem } from './read-item.ts';
import type { Site } from './site.ts';

/** The adapter of a site that is described by selectors. */
export function siteAdapter(site: Site): Adapter {
  const urls = platformUrls.find(({ platform }) => platform === site.platform);
  return {
    platform: site.platform,
    matches: (url) => urls?.matches(url) ?? false,
    locate: (view, target) => locateItem(site, view, target),
    read: (found, view) => readItem(site, found, view),
  };
}
