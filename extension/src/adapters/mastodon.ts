import { siteAdapter } from './site/site-adapter.ts';

/**
 * Mastodon, on any host. Its pages are known by the address of one post or, where the host's name speaks of Mastodon,
 * of an account; other lists are read by the generic reader. Who boosted a post is not its author. The pages of
 * GoToSocial, of the same platform, are built in another way: their links are the last of each list.
 */
export const mastodon = siteAdapter({
  platform: 'MASTODON',
  items: '.detailed-status, .status',
  foreign: '.status__prepend, .status__quote, .status-card',
  permalink: [
    'a.detailed-status__datetime[href]',
    'a.status__relative-time[href]',
    '.published-at a.u-url[href]',
  ],
  author: [
    'a.detailed-status__display-name[href]',
    'a.status__display-name[href]:not(.muted)',
    '.p-author a[rel="author"][href]',
  ],
  text: [
    '.content-warning, .status__content__spoiler-text, .status__content__text',
    '.status__content, .e-content',
  ],
});
