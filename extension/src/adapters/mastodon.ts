import { siteAdapter } from './site/site-adapter.ts';

/**
 * Mastodon, on any host. Its pages are known by the address of one post or, where the host's name speaks of Mastodon,
 * of an account; other lists are read by the generic reader. Who boosted a post is not its author.
 */
export const mastodon = siteAdapter({
  platform: 'MASTODON',
  items: '.detailed-status, .status',
  foreign: '.status__prepend, .status__quote, .status-card',
  permalink: ['a.detailed-status__datetime[href]', 'a.status__relative-time[href]'],
  author: ['a.detailed-status__display-name[href]', 'a.status__display-name[href]:not(.muted)'],
  text: [
    '.content-warning, .status__content__spoiler-text, .status__content__text',
    '.status__content, .e-content',
  ],
});
