import { platformUrls } from '@lapwing/contracts/content-url/platform-urls';
import type { Adapter } from '../adapter.ts';
import { standingOf } from '../standing/standing-of.ts';
import { locateItem, outermostItems } from './locate-item.ts';
import { readItem } from './read-item.ts';
import type { Site } from './site.ts';

/** The adapter of a site that is described by selectors. */
export function siteAdapter(site: Site): Adapter {
  const urls = platformUrls.find(({ platform }) => platform === site.platform);
  const adapter: Adapter = {
    platform: site.platform,
    matches: (url) => urls?.matches(url) ?? false,
    locate: (view, target) => locateItem(site, view, target),
    items: (view) => outermostItems(site, view, 200),
    read: (found, view) => readItem(site, found, view),
    standing: (look) => standingOf(adapter, site.words, look),
  };
  return adapter;
}
