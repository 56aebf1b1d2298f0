import { siteAdapter } from './site/site-adapter.ts';

/**
 * Instagram. Class names are noise; articles, list items with a time, and the forms of addresses are what stays. In a
 * list item with a heading stands the post's own caption, in any other a comment.
 */
const comment = 'li:has(time[datetime]):not(:has(h1))';

export const instagram = siteAdapter({
  platform: 'INSTAGRAM',
  items: `article, ${comment}`,
  comments: comment,
  // A reel, a story or a post in a window of its own has no article.
  main: 'main:not(:has(article)):has(time[datetime]), section:has(> header time[datetime]):not(main section)',
  author: ['header a[href]', 'h2 a[href], h3 a[href]', 'a[href]:has(> span)', 'a[href]'],
  text: ['h1', 'span[dir="auto"]:not(h2 *, h3 *, a *, header *, time *, button *, [role="button"] *)'],
  isFeed: (url) => url.pathname === '/',
});
