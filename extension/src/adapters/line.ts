import { attributeOf, findFirst, isMatch } from './page/dom.ts';
import { cutText, MAX_CAPTURED_TEXT } from './page/text.ts';
import { siteAdapter } from './site/site-adapter.ts';

const post = 'article, [role="article"]';
const comment = ':is(section, div, ul, ol)[class*="comment" i] li';

/**
 * LINE: posts of VOOM (the former Timeline), the covers of OpenChats, pages of official accounts. What is said in a chat
 * is never on the web. Little is known of how these pages are built, so only their roles are used, and what they say of
 * themselves to machines where nothing else is there. Comments have no address.
 */
export const line = siteAdapter({
  platform: 'LINE',
  items: `${post}, ${comment}`,
  comments: comment,
  main: `main:not(:has(${post})), [role="main"]:not(:has(${post}))`,
  author: ['a[href*="/user/"]', '[class*="name" i]:not(:has(*))'],
  text: ['[class*="text" i]:not(:has([class*="text" i])), [class*="description" i]', 'p'],
  finish(reading, item, view) {
    if (reading.text !== '' || isMatch(item, comment)) return reading;
    const meta = findFirst(view.document, 'meta[property="og:description"]');
    const words = meta === null ? '' : (attributeOf(meta, 'content') ?? '');
    return { ...reading, text: cutText(words, MAX_CAPTURED_TEXT) };
  },
});
