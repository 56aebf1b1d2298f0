import { momentOfSeconds } from './page/time.ts';
import { siteAdapter } from './site/site-adapter.ts';

/**
 * Facebook. Posts and comments are articles, comments inside of their post's or beside it. Class names are noise; roles
 * and a few data attributes are what stays. Only older mobile pages state a time other than in words.
 */
export const facebook = siteAdapter({
  platform: 'FACEBOOK',
  items: '[role="article"], article, [data-sigil="comment"]',
  comments:
    '[role="article"][aria-label]:not([aria-posinset]), [role="article"] [role="article"], [data-sigil="comment"]',
  main: '[data-pagelet="WatchPermalinkVideo"], [data-pagelet="Reels"]',
  foreign: 'blockquote, [role="blockquote"]',
  author: [
    '[data-ad-rendering-role="profile_name"] a[href]',
    'h2 a[href], h3 a[href], h4 a[href], strong a[href]',
    'a[href][role="link"]',
  ],
  text: [
    '[data-ad-preview="message"], [data-ad-comet-preview="message"], [data-ad-rendering-role="story_message"]',
    '[data-sigil="comment-body"]',
    'div[dir="auto"]:not(div[dir="auto"] *)',
  ],
  time: [['abbr[data-utime]', 'data-utime']],
  moment: momentOfSeconds,
  isFeed: (url, identity) => url.pathname === '/' || identity?.kind === 'GROUP',
});
