import { attributeOf } from './page/dom.ts';
import { siteAdapter } from './site/site-adapter.ts';

const post = '[data-testid^="feedItem-by-"], [data-testid^="postThreadItem-by-"]';

/**
 * Bluesky. Class names are noise; test ids name the author, and embedded posts are links without one. The time stands
 * there in the reader's words only.
 */
export const bluesky = siteAdapter({
  platform: 'BLUESKY',
  items: post,
  foreign: 'div[role="link"]:not([data-testid])',
  // A link in the words leads to another post.
  permalink: ['a[href*="/post/"]:not([data-testid="postText"] *, [data-word-wrap] *)'],
  account(item) {
    const author = /-by-(.+)$/.exec(attributeOf(item, 'data-testid') ?? '')?.[1];
    return author === undefined ? null : `https://bsky.app/profile/${encodeURIComponent(author)}`;
  },
  text: ['[data-testid="postText"]', '[data-word-wrap]'],
  isFeed: (url) => url.pathname === '/',
});
