import { siteAdapter } from './site/site-adapter.ts';

/** X names its parts in `data-testid`. A quoted post lies inside of the quoting one, as one link. */
export const x = siteAdapter({
  platform: 'X',
  items: 'article[data-testid="tweet"]',
  foreign: '[role="link"]:has([data-testid="tweetText"]), [role="link"]:has([data-testid="User-Name"])',
  permalink: ['a[href*="/status/"]:has(time)', 'a[href*="/status/"]'],
  author: ['[data-testid="User-Name"] a[href]'],
  text: ['[data-testid="tweetText"]'],
  time: [['a[href*="/status/"] time[datetime]', 'datetime']],
  isFeed: (url) => /^\/(?:home)?$/.test(url.pathname),
});
